/** The telephone in the officer's browser, whoever rings it. */
import { describe, expect, it } from 'vitest'
import type { VoiceToken } from '../../../server/wire/officer-phone.ts'
import type { Line, Softphone, SoftphoneDeps } from '../../../web/console/softphone/softphone.ts'
import { createHandset } from '../../../web/console/store/handset.ts'

const token: VoiceToken = {
  ...{ token: 'eyJ', identity: 'officer-1', via: 'simulator' },
  expiresAt: '2026-11-26T04:00:00.000Z',
}

/** A telephone whose bell the test holds. */
function setUp(open?: () => Promise<Softphone>) {
  const opened: SoftphoneDeps[] = []
  const did: string[] = []
  const handset = createHandset({
    token: async () => token,
    open: open
      ? open
      : async (deps) => {
          opened.push(deps)
          return { stop: () => void did.push('stopped') }
        },
    onTrouble: () => void did.push('trouble'),
  })
  const line = (state: Line['state']): Line => ({
    ...{ state, isMuted: false },
    answer: () => void did.push('answered'),
    decline: () => void did.push('declined'),
    mute: () => undefined,
    hangUp: () => undefined,
  })
  return { handset, did, bell: () => opened.at(-1), line }
}

describe('a telephone in the browser', () => {
  it('is ready once it can be rung, and put away when it is not wanted', async () => {
    const { handset, did, bell } = setUp()
    expect(handset.state.value).toBe('off')
    await handset.use(true)
    expect(handset.state.value).toBe('starting')
    bell()?.onReady(true)
    expect(handset.state.value).toBe('ready')
    await handset.use(true)
    expect(did).toEqual([])
    await handset.use(false)
    expect(did).toEqual(['stopped'])
    expect(handset.state.value).toBe('off')
  })

  it('answers by itself what was asked for, once', async () => {
    const { handset, did, bell, line } = setUp()
    await handset.use(true)
    bell()?.onLine(line('ringing'))
    expect(did).toEqual([])
    bell()?.onLine(null)
    handset.expect()
    bell()?.onLine(line('ringing'))
    expect(did).toEqual(['answered'])
    bell()?.onLine(line('ringing'))
    expect(did).toEqual(['answered'])
    expect(handset.line.value?.state).toBe('ringing')
  })

  it('that cannot be set up says so, and may be tried again', async () => {
    const { handset } = setUp(() => Promise.reject(new Error('no sound')))
    await handset.use(true)
    expect(handset.state.value).toBe('failed')
    await handset.use(true)
    expect(handset.state.value).toBe('failed')
  })
})
