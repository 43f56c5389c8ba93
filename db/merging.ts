/** One ticket's messages become another's. */
import type { Tx } from './db.ts'
import { insertEvent } from './events.ts'
import { addToSearch } from './search.ts'
import type { MessageRow } from './schema/messages.ts'
import { nextSeq } from './tickets.ts'

/** False while something of it waits to be sent, at once or later. */
export async function isAtRest(tx: Tx, ticketId: number): Promise<boolean> {
  for (const table of ['outbox', 'put_off'] as const) {
    const waiting = tx.selectFrom(table).select('message_id').where('ticket_id', '=', ticketId).limit(1)
    if (await waiting.executeTakeFirst()) return false
  }
  return true
}

/** Moves all messages behind those that are there, in their order, with what hangs on them. */
export async function moveMessages(tx: Tx, from: number, to: number, now: number): Promise<MessageRow[]> {
  const rows = await tx
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', from)
    .orderBy('seq')
    .execute()
  const moved: MessageRow[] = []
  for (const row of rows) {
    const seq = await nextSeq(tx, to, { updated_at: now })
    await tx.updateTable('messages').set({ ticket_id: to, seq }).where('id', '=', row.id).execute()
    await addToSearch(tx, to, [row.text, row.quoted].filter(Boolean).join('\n'))
    await insertEvent(tx, { type: 'message:created', ticketId: to, messageId: row.id, now })
    moved.push({ ...row, ticket_id: to, seq })
  }
  await tx.updateTable('suggestion_fates').set({ ticket_id: to }).where('ticket_id', '=', from).execute()
  await tx.updateTable('mails').set({ ticket_id: to }).where('ticket_id', '=', from).execute()
  return moved
}

/** Calls of it, and answers on their way or put off, go on in the other. */
export async function moveCallsAndAnswers(tx: Tx, from: number, to: number): Promise<void> {
  for (const table of ['calls', 'outbox', 'put_off'] as const)
    await tx.updateTable(table).set({ ticket_id: to }).where('ticket_id', '=', from).execute()
}

/** Whoever answers one of these mails, or takes part, does so there from now on. */
export async function moveThread(tx: Tx, from: number, to: number): Promise<void> {
  for (const { message_id } of await tx
    .selectFrom('mail_ids')
    .select('message_id')
    .where('ticket_id', '=', from)
    .execute()) {
    await tx
      .insertInto('mail_ids')
      .values({ message_id, ticket_id: to })
      .onConflict((on) => on.columns(['message_id', 'ticket_id']).doNothing())
      .execute()
  }
  await tx.deleteFrom('mail_ids').where('ticket_id', '=', from).execute()
  for (const person of await tx
    .selectFrom('ticket_people')
    .selectAll()
    .where('ticket_id', '=', from)
    .execute()) {
    await tx
      .insertInto('ticket_people')
      .values({ ...person, ticket_id: to })
      .onConflict((on) => on.doNothing())
      .execute()
  }
}
