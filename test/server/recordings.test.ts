/** What callers recorded, as a player asks for it. */
import { afterEach, expect, it } from 'vitest'
import { waitFor } from '../_office.ts'
import { openTelephone, type TelephoneOffice } from './_telephone.ts'

let house: TelephoneOffice
afterEach(() => house.stop())

async function recorded(): Promise<string> {
  house = await openTelephone({ isOpen: false })
  const caller = await house.ring()
  await caller.press('0')
  await caller.press('1')
  await caller.record(12)
  const { id } = await house.ticketOf(caller)
  const kept = await waitFor(
    async () => (await house.messagesOf(id)).flatMap(({ attachments }) => attachments)[0],
    'the recording',
  )
  return house.office.url + kept.url
}

it('a player may go to any moment: a part is answered with 206, one beyond the end with 416', async () => {
  const url = await recorded()
  const ask = (range?: string) =>
    fetch(url, { headers: { cookie: house.sari.cookie, ...(range && { range }) } })
  const whole = await ask()
  expect(whole.status).toBe(200)
  expect(whole.headers.get('accept-ranges')).toBe('bytes')
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(whole.headers.get('content-length')).toBe(String(bytes.length))

  const middle = await ask('bytes=1000-1999')
  expect(middle.status).toBe(206)
  expect(middle.headers.get('content-range')).toBe(`bytes 1000-1999/${bytes.length}`)
  expect(middle.headers.get('content-type')).toMatch(/^audio\//)
  expect(Buffer.from(await middle.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)

  const rest = await ask(`bytes=${bytes.length - 10}-`)
  expect(rest.status).toBe(206)
  expect((await rest.arrayBuffer()).byteLength).toBe(10)
  expect((await ask(`bytes=${bytes.length + 1}-`)).status).toBe(416)
  expect((await ask('seconds=1-2')).status).toBe(200)
  const stranger = await fetch(url, { headers: { range: 'bytes=0-1' } })
  expect(stranger.status).toBe(401)
})
