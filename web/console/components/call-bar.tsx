import { useDesk } from '../contexts.ts'
import { myCall } from '../lib/my-call.ts'
import { offeredCall } from '../lib/offered-call.ts'
import { CallOffer } from './call-offer.tsx'
import { TalkBar } from './talk-bar.tsx'

/** Across the top, wherever one works: the call one is in, else the one that rings. */
export function CallBar() {
  const desk = useDesk()
  const mine = myCall(desk.calls.live.value, desk.agent.id)
  if (mine) return <TalkBar live={mine} />
  const offered = offeredCall(desk)
  return offered ? <CallOffer key={offered.call.id} offered={offered} /> : null
}
