import { useDesk } from '../contexts.ts'
import { firstWaiting, myCall, ringingForMe } from '../lib/my-call.ts'
import { CallOffer } from './call-offer.tsx'
import { TalkBar } from './talk-bar.tsx'

/** Across the top, wherever one works: the call one is in, else the one that rings. */
export function CallBar() {
  const { agent, calls, duty } = useDesk()
  const live = calls.live.value
  const mine = myCall(live, agent.id)
  if (mine) return <TalkBar live={mine} />
  const ringing = ringingForMe(live, agent.id)
  const isAvailable = duty.me.value.availability === 'available'
  const waiting = isAvailable ? firstWaiting(live) : undefined
  const offered = ringing ?? waiting
  if (!offered || calls.passed.value.has(offered.call.id)) return null
  return <CallOffer key={offered.call.id} live={offered} isForMe={ringing !== undefined} />
}
