/** Every mail of the corpus, whole and damaged, ends in exactly one bucket, and the ledger adds up. */
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Mail, MailPage } from '../../server/wire/mail.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { damaged, damages } from '../channels/email/_mutations.ts'
import { mailbox } from './_cast.ts'

const folder = new URL('../fixtures/mail/', import.meta.url)
const corpus = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => readFileSync(new URL(file, folder)))
const largest = 2 * 1024 * 1024

let office: Office
let sari: Client

beforeAll(async () => {
  office = await openOffice({ LOG_LEVEL: 'silent' })
  sari = await office.signIn()
})
afterAll(() => office.stop())

it('sorts each mail once, whatever happened to it', { timeout: 240_000 }, async () => {
  const broken = fc.sample(
    fc
      .record({ raw: fc.constantFrom(...corpus), steps: damages })
      .map(({ raw, steps }) => damaged(raw, steps)),
    { numRuns: 250, seed: 20_261_126 },
  )
  const mails = [...corpus, ...broken].map((raw) => raw.subarray(0, largest))
  await handIn(mails)
  const counts = (await sari.request<Record<string, number>>('GET', '/mails/ledger')).body
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(mails.length)
  expect(counts['unsorted'] ?? 0).toBe(0)
  expect(counts['quarantined']).toBe(0)
  const all = await wholeLog()
  expect(all).toHaveLength(mails.length)
  for (const { bucket, ticket } of all) {
    if (bucket === 'ticket' || bucket === 'follow-up') expect(ticket).not.toBeNull()
  }
  const tickets = new Set(all.filter(({ bucket }) => bucket === 'ticket').map(({ ticket }) => ticket?.id))
  expect(tickets.size).toBe(counts['ticket'])
})

/** One after the other over one line, each until the intake says that it is kept. */
async function handIn(mails: Buffer[]): Promise<void> {
  const line = { host: '127.0.0.1', port: office.smtpPort, ignoreTLS: true }
  const transport = nodemailer.createTransport({
    ...line,
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
  })
  try {
    for (const raw of mails) {
      // A mail of no bytes at all is not handed over by anybody.
      const body = raw.length === 0 ? Buffer.from('\r\n') : raw
      await transport.sendMail({ envelope: { from: 'someone@example.org', to: mailbox }, raw: body })
    }
  } finally {
    transport.close()
  }
}

async function wholeLog(): Promise<Mail[]> {
  const all: Mail[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/mails?limit=100${cursor && `&cursor=${cursor}`}`
    const { body } = await sari.request<MailPage>('GET', path)
    all.push(...body.items)
    cursor = body.nextCursor
  }
  return all
}
