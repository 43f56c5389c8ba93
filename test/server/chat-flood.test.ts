/** New chats in a flood: each has to be worked for, and nobody has to solve a riddle. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { solve } from '../../web/widget/proof.ts'
import type { Ack, Challenge } from '../../server/wire/chat-socket.ts'
import { openOffice, type Office } from '../_office.ts'
import { postForm } from './_form.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ CHAT_FLOOD_STARTS_PER_MINUTE: '3' })
})
afterAll(() => office.stop())

async function begin(address: string, more: object = {}): Promise<Ack> {
  const window = await office.chat({}, { 'x-forwarded-for': address })
  return window.send('start', { clientId: crypto.randomUUID(), name: 'Rina', text: 'halo', ...more })
}
async function challengeAt(address: string): Promise<Challenge> {
  const ack = await begin(address)
  if (ack.ok || !ack.error.challenge) throw new Error('no work was asked for')
  expect(ack.error.code).toBe('proof')
  return ack.error.challenge
}

it('asks for nothing while few begin, and for work from whichever address once they are too many', async () => {
  for (const last of [1, 2, 3]) expect(await begin(`203.0.113.${last}`)).toMatchObject({ ok: true })
  const challenge = await challengeAt('203.0.113.4')
  const proof = await solve(challenge)
  expect(await begin('203.0.113.4', { proof })).toMatchObject({ ok: true })
})

it('takes each proof once, from whom it was asked of, and no other', async () => {
  const mine = await solve(await challengeAt('203.0.113.5'))
  const isRefused = { ok: false, error: { code: 'proof' } }
  expect(await begin('203.0.113.6', { proof: mine })).toMatchObject(isRefused)
  expect(await begin('203.0.113.5', { proof: `${mine}1` })).toMatchObject(isRefused)
  expect(await begin('203.0.113.5', { proof: mine })).toMatchObject({ ok: true })
  expect(await begin('203.0.113.5', { proof: mine })).toMatchObject(isRefused)
})

it('counts a household’s many IPv6 addresses as one', async () => {
  const proof = await solve(await challengeAt('2001:db8:1:2::1'))
  expect(await begin('2001:db8:1:2:ffff::9', { proof })).toMatchObject({ ok: true })
})

it('lets whoever chats already go on', async () => {
  const window = await office.chat({}, { 'x-forwarded-for': '203.0.113.7' })
  const proof = await solve(await challengeAt('203.0.113.7'))
  await window.send('start', { clientId: 'a-first-one-that-is-long', name: 'Rina', text: 'halo', proof })
  expect(await window.send('message', { clientId: 'b', text: 'lagi' })).toMatchObject({ ok: true })
})

it('leaves the form open to whoever has no script to work with', async () => {
  await challengeAt('203.0.113.8')
  const fields = { name: 'Sastro', question: 'Berapa lama KRK?' }
  const { status, headers } = await postForm(`${office.url}/tanya?lang=en`, fields)
  expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/tanya\/.+lang=en$/)])
})
