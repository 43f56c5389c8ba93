/** A telephone in this browser. The same for the console whoever rings it: Twilio, or the simulator in its place. */
import type { VoiceToken } from '../../../server/wire/officer-phone.ts'

export interface Softphone {
  /** Hangs up, and cannot be rung any more. */
  stop(): void
}

/** What rings, and what is talked on; one at a time. */
export interface Line {
  state: 'ringing' | 'talking'
  isMuted: boolean
  answer(): void
  decline(): void
  mute(on: boolean): void
  hangUp(): void
}

export interface SoftphoneDeps {
  token: VoiceToken
  renew: () => Promise<VoiceToken>
  /** Null when nothing rings and nobody talks. */
  onLine: (line: Line | null) => void
  /** What rang could not be answered: most often a microphone that the browser keeps to itself. */
  onTrouble: () => void
  /** Whether it can be rung. */
  onReady: (isReady: boolean) => void
}

/** Resolves once it is being set up; rejects when this browser cannot be a telephone. */
export type MakeSoftphone = (deps: SoftphoneDeps) => Promise<Softphone>

/** Each in a chunk of its own: whoever takes no calls here fetches neither. */
export async function openSoftphone(deps: SoftphoneDeps): Promise<Softphone> {
  if (deps.token.via === 'simulator')
    return (await import('./simulated-softphone.ts')).makeSimulatedSoftphone(deps)
  return (await import('./twilio-softphone.ts')).makeTwilioSoftphone(deps)
}
