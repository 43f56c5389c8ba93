import type { LiveCall } from '../../../server/wire/call.ts'
import type { HandsetState } from '../store/handset.ts'

/** The call in which this officer talks, or calls back just now; undefined when there is none. */
export function myCall(live: LiveCall[], agentId: number): LiveCall | undefined {
  return live.find(({ call }) => {
    if (call.stage === 'over') return false
    const isIn = call.officers.some(({ id, place }) => id === agentId && place === 'talking')
    return isIn || (call.direction === 'outbound' && call.stage === 'ringing' && call.agent?.id === agentId)
  })
}

/** What rings for this officer in person. */
export function ringingForMe(live: LiveCall[], agentId: number): LiveCall | undefined {
  return live.find(({ call }) => call.officers.some(({ id, place }) => id === agentId && place === 'ringing'))
}

/** Who waits for anybody. */
export function firstWaiting(live: LiveCall[]): LiveCall | undefined {
  return live.find(({ call }) => call.stage === 'waiting')
}

/** Where a call is to ring: the server cannot know whether this browser is a telephone just now. */
export function ringBy(state: HandsetState): 'browser' | 'phone' {
  return state === 'ready' ? 'browser' : 'phone'
}
