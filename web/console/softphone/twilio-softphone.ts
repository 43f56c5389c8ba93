import { Call, Device } from '@twilio/voice-sdk'
import type { Line, MakeSoftphone } from './softphone.ts'

/** Well before it ends: a browser that sleeps wakes up late. */
const renewBeforeMs = 5 * 60_000

/** Twilio's client (https://www.twilio.com/docs/voice/sdks/javascript). The microphone is asked for when a call is answered. */
export const makeTwilioSoftphone: MakeSoftphone = async ({ token, renew, onLine, onTrouble, onReady }) => {
  const device = new Device(token.token, {
    codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
    tokenRefreshMs: renewBeforeMs,
    closeProtection: true,
  })
  device.on('registered', () => onReady(true))
  device.on('unregistered', () => onReady(false))
  device.on('error', () => onReady(device.state === Device.State.Registered))
  device.on('tokenWillExpire', () => {
    void renew().then(
      (fresh) => device.updateToken(fresh.token),
      () => undefined,
    )
  })
  device.on('incoming', (call: Call) => {
    const tell = () => onLine(lineOf(call))
    for (const event of ['accept', 'mute'] as const) call.on(event, tell)
    for (const event of ['cancel', 'disconnect', 'reject'] as const) call.on(event, () => onLine(null))
    call.on('error', () => {
      if (call.status() === Call.State.Open) return
      // Whoever calls need not wait until the ringing ends by itself.
      if (call.status() === Call.State.Pending) call.reject()
      onLine(null)
      onTrouble()
    })
    tell()
  })
  await device.register()
  return { stop: () => device.destroy() }
}

function lineOf(call: Call): Line {
  return {
    state: call.status() === Call.State.Pending ? 'ringing' : 'talking',
    isMuted: call.isMuted(),
    answer: () => call.accept(),
    decline: () => call.reject(),
    mute: (on) => call.mute(on),
    hangUp: () => call.disconnect(),
  }
}
