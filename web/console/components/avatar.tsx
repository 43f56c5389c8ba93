import type { AgentRef } from '../../../server/wire/agent.ts'
import { initials } from '../lib/initials.ts'

interface AvatarProps {
  agent: Pick<AgentRef, 'name' | 'picture'>
  class?: string
}

/** A colleague's picture, else their initials. Says nothing by itself: the name stands beside it. */
export function Avatar({ agent: { name, picture }, class: extra }: AvatarProps) {
  return (
    <span class={`avatar avatar--agent ${extra ?? ''}`.trim()} aria-hidden="true">
      {picture ? <img class="avatar__picture" src={picture} alt="" /> : initials(name)}
    </span>
  )
}
