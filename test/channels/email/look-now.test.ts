/** Whoever presses “look now” does not wait for the next attempt. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScriptedImap, type ScriptedImap } from '../../_imap-script.ts'
import { until } from './_fakes.ts'
import { readMailbox } from './_mailbox.ts'

const mail = (subject: string) =>
  `From: budi@example.org\r\nMessage-ID: <${subject}@x.example>\r\nSubject: ${subject}\r\n\r\nisi\r\n`

describe('a look now', { timeout: 60_000 }, () => {
  let server: ScriptedImap
  let reading: ReturnType<typeof readMailbox>
  beforeEach(async () => {
    server = await startScriptedImap()
    server.mails.set(1, mail('satu'))
  })
  afterEach(async () => {
    await reading.intake.stop()
    await server.stop()
  })

  it('wakes a mailbox that waits for the server to tell', async () => {
    reading = readMailbox({ url: server.url, pollIntervalMs: 600_000 })
    await until(() => reading.intake.health()[0]?.state === 'waiting', 'the first pass')
    expect(reading.intake.health()[0]).toMatchObject({ noticedBy: 'idle', backlog: 0, nextTryAt: null })
    server.mails.set(2, mail('dua')) // this server tells nobody
    reading.intake.lookNow()
    await until(() => reading.ledger.mails.length === 2, 'the second mail')
  })

  it('ends the rest after a failure, and says until when it would have lasted', async () => {
    server.refuseSignIn = 'NO [AUTHENTICATIONFAILED] wrong'
    reading = readMailbox({ url: server.url, refusedDelayMs: 600_000 })
    await until(() => reading.intake.health()[0]?.nextTryAt !== null, 'the rest')
    const [health] = reading.intake.health()
    expect(health).toMatchObject({ state: 'failing', failingSince: expect.any(Date) as Date, backlog: null })
    expect(health?.nextTryAt?.getTime()).toBeGreaterThan(Date.now() + 60_000)
    server.refuseSignIn = null
    reading.intake.lookNow()
    await until(() => reading.ledger.mails.length === 1, 'the mail')
    await until(() => reading.intake.health()[0]?.failingSince === null, 'the end of the failure')
    expect(reading.intake.health()[0]?.nextTryAt).toBeNull()
  })
})
