/** An answer that waits for its time. */
import { insertPutOff, type Waiting } from '../../../db/put-off.ts'
import type { Tx } from '../../../db/index.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { PutOffRow } from '../../../db/schema/outbox.ts'
import type { Later } from '../../wire/later.ts'
import { iso } from '../iso.ts'

/** Written in the transaction of its message, in place of an outbox row. */
export async function putOff(
  tx: Tx,
  written: {
    message: MessageRow
    to: { address: string; name: string | null }
    agent: AgentRow
    thenStatus: PutOffRow['then_status']
    sendAt: number
    isBrief: boolean
  },
): Promise<void> {
  const { message, to, agent, thenStatus, sendAt, isBrief } = written
  await insertPutOff(tx, {
    message_id: message.id,
    ticket_id: message.ticket_id,
    to_address: to.address,
    to_name: to.name,
    send_at: sendAt,
    is_brief: isBrief ? 1 : 0,
    then_status: thenStatus,
    agent_id: agent.id,
    seen_seq: message.seq,
    outdated: null,
  })
}

/** Nothing where nothing waits. */
export function laterOf(row: Waiting | undefined): { later?: Later } {
  return row ? { later: presentLater(row) } : {}
}

export function presentLater(row: Waiting): Later {
  const isBrief = row.is_brief === 1
  const why = row.is_overtaken
    ? 'newer'
    : row.is_orphaned
      ? 'author'
      : row.outdated === 'held'
        ? 'outdated'
        : null
  return {
    sendAt: iso(row.send_at),
    isBrief,
    held: isBrief ? null : why,
    thenStatus: row.then_status,
  }
}
