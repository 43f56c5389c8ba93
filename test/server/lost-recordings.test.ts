/** A voice message whose sound Twilio did not give: officers see that it is missing, and may ask once more. */
import { afterEach, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { waitFor } from '../_office.ts'
import { openTelephone, type TelephoneOffice } from './_telephone.ts'

let house: TelephoneOffice
afterEach(() => house.stop())

it(
  'is shown as missing, and comes when an officer asks and Twilio has it after all',
  { timeout: 40_000 },
  async () => {
    house = await openTelephone({ isOpen: false })
    const caller = await house.ring()
    await caller.press('0')
    await caller.press('1')
    house.twilio.faults.isRecordingLost = true
    await caller.record(3)
    const { id: ticketId } = await house.ticketOf(caller)
    const voicemail = async () =>
      (await house.messagesOf(ticketId)).find(({ text }) => text.startsWith('[Pesan suara'))
    const ask = async () =>
      house.sari.request('POST', `/messages/${(await voicemail())?.id ?? 0}/recording/retry`)

    expect((await voicemail())?.missingFiles).toBeUndefined()
    expect((await ask()).status).toBe(409)
    await giveUp()
    await waitFor(async () => (await voicemail())?.missingFiles?.[0]?.state === 'lost', 'the mark', 15_000)
    expect((await voicemail())?.missingFiles).toMatchObject([{ place: 1, contentType: 'audio/wav' }])

    house.twilio.faults.isRecordingLost = false
    expect(await ask()).toMatchObject({ status: 200, body: { missingFiles: [{ state: 'due' }] } })
    await waitFor(async () => (await voicemail())?.attachments.length === 1, 'the sound', 15_000)
    expect((await voicemail())?.missingFiles).toBeUndefined()
    expect((await ask()).status).toBe(409)
    expect((await house.sari.request('POST', '/messages/9999/recording/retry')).status).toBe(404)
  },
)

/** As after the last of its attempts. */
async function giveUp(): Promise<void> {
  const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
  await db.write((tx) => tx.updateTable('recordings').set({ attempts: 50, next_attempt_at: 1 }).execute())
  await db.close()
}
