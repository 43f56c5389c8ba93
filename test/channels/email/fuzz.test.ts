import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseMail } from '../../../channels/email/parse.ts'
import { toPrintable } from '../../../channels/email/parsed-mail.ts'
import { damaged, damages } from './_mutations.ts'

const folder = new URL('../../fixtures/mail/', import.meta.url)
const names = readdirSync(folder).filter((file) => file.endsWith('.eml'))
const rawOf = (name: string) => readFileSync(new URL(name, folder))

/** `FUZZ_RUNS=20000` for a long walk, `FUZZ_SEED` for one from another beginning. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 1_500)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_125)
const longestMs = 1_000
const longestMail = 4 * 1024 * 1024

it(`reads ${numRuns} damaged mails, each in a second, none with an exception, none with words lost`, async () => {
  const mails = fc.record({
    name: fc.constantFrom(...names),
    below: fc.option(fc.constantFrom(...names), { freq: 2 }),
    steps: damages,
  })
  await fc.assert(
    fc.asyncProperty(mails, async ({ name, below, steps }) => {
      const whole = below ? [rawOf(name), Buffer.from('\r\n'), rawOf(below)] : [rawOf(name)]
      await expectReadable(damaged(Buffer.concat(whole), steps).subarray(0, longestMail))
    }),
    { numRuns, seed },
  )
}, 600_000)

async function expectReadable(raw: Buffer): Promise<void> {
  const { mail, ms } = await timed(raw)
  expect(mail.reply + mail.quoted).toBe(mail.text)
  if (mail.text.trim()) expect(mail.reply.trim()).not.toBe('')
  const printed = JSON.stringify(toPrintable(mail))
  expect(printed).not.toContain('\\u0000')
  expect(printed).not.toMatch(/\\ud[89a-f]/)
  for (const { filename } of mail.attachments) expect(filename).toMatch(/^[^/\\\r\n\0]{1,150}$/)
  // A busy machine may be slow once; a mail that is slow is so again.
  if (ms > longestMs) expect((await timed(raw)).ms).toBeLessThan(longestMs)
}

async function timed(raw: Buffer) {
  const begun = process.cpuUsage()
  const mail = await parseMail(raw)
  const { user, system } = process.cpuUsage(begun)
  return { mail, ms: (user + system) / 1_000 }
}
