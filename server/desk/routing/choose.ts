/** Who is offered a chat next. Pure: the tests play a whole day with it. */

export interface Candidate {
  id: number
  /** How many chats they have on their hands. */
  chats: number
  /** When they were last offered one; null for never. */
  offeredAt: number | null
}

export interface Pass {
  agentId: number
  isDeclined: boolean
  at: number
}

/**
 * The least busy who has room, has not declined this chat, and has not let it pass since `missedSince`; among
 * equals, whoever has waited longest for one. Null when there is nobody.
 */
export function chooseAgent(
  candidates: Candidate[],
  { chatLimit, passes, missedSince }: { chatLimit: number; passes: Pass[]; missedSince: number },
): Candidate | null {
  const isOut = ({ id }: Candidate) =>
    passes.some((pass) => pass.agentId === id && (pass.isDeclined || pass.at > missedSince))
  const [first] = candidates
    .filter((one) => one.chats < chatLimit && !isOut(one))
    .sort((a, b) => a.chats - b.chats || (a.offeredAt ?? 0) - (b.offeredAt ?? 0) || a.id - b.id)
  return first ?? null
}
