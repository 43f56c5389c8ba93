/** Telephone calls, as they leave and enter this house. */
import { z } from 'zod'
import { ClientId } from '../../channels/chat/protocol.ts'
import { Id, Time } from './basics.ts'

export const callEventKinds = [
  'came',
  'called',
  'chose',
  'misheard',
  'told',
  'satisfied',
  'status-told',
  'status-refused',
  'joined',
  'waits',
  'rings',
  'unanswered',
  'answered',
  'held',
  'resumed',
  'transferring',
  'inviting',
  'called-off',
  'transferred',
  'entered',
  'left',
  'call-back-asked',
  'consented',
  'recording-lost',
  'failed',
  'ended',
] as const
export const CallOutcome = z.enum([
  'answered',
  'informed',
  'message',
  'call-back',
  'abandoned',
  'missed',
  'unreached',
  'failed',
])

export const CallEvent = z
  .object({
    call: Id,
    kind: z.enum(callEventKinds),
    key: z.string().optional().meta({ description: 'The key that was pressed' }),
    what: z
      .enum(['requirements', 'status', 'hours', 'officer', 'english', 'indonesian', 'service'])
      .optional()
      .meta({ description: 'What was chosen by it' }),
    answer: z.string().optional().meta({ description: 'service/topic that was read out' }),
    title: z.string().optional(),
    number: z.string().optional().meta({ description: 'Of a ticket' }),
    names: z.string().optional().meta({ description: 'Of officers' }),
    to: z.string().optional().meta({ description: 'The officer who is asked for' }),
    place: z.int().optional().meta({ description: 'In the line' }),
    seconds: z.int().optional(),
    outcome: CallOutcome.optional(),
    why: z.string().optional(),
  })
  .meta({ id: 'CallEvent', description: 'What happened in a call; the message’s text says it in words' })

export const Call = z
  .object({
    id: Id,
    ticketId: Id,
    direction: z.enum(['inbound', 'outbound']),
    number: z.string().nullable().meta({ description: 'The citizen’s, in E.164; null when withheld' }),
    confidence: z.enum(['high', 'medium', 'low', 'none']).meta({
      description:
        'That the contact is who calls. high: the network vouches for the number, which a contact had before; medium: a contact had it before, but a number can be forged; low: nobody had it before; none: withheld',
    }),
    stage: z.enum(['menu', 'waiting', 'ringing', 'talking', 'message', 'over']),
    outcome: CallOutcome.nullable(),
    agent: z.object({ id: Id, name: z.string() }).nullable(),
    officers: z
      .array(
        z.object({
          id: Id,
          name: z.string(),
          place: z.enum(['ringing', 'talking']),
          isMuted: z.boolean(),
          word: z
            .string()
            .nullable()
            .meta({ description: 'What a colleague who rings them into the call wants them to know' }),
        }),
      )
      .meta({ description: 'Who talks with the citizen now, and whose telephones ring' }),
    isHeld: z.boolean().meta({ description: 'The citizen hears music' }),
    isToCallBack: z.boolean(),
    queuedAt: Time.nullable().meta({ description: 'Its place in the line, kept by who is called back' }),
    answeredAt: Time.nullable(),
    endedAt: Time.nullable(),
    startedAt: Time,
  })
  .meta({ id: 'Call' })

export const LiveCall = z
  .object({
    call: Call,
    ticket: z.object({ id: Id, number: z.string(), subject: z.string(), contactName: z.string().nullable() }),
  })
  .meta({ id: 'LiveCall' })

export const TakeCall = z.strictObject({
  by: z.enum(['phone', 'browser']).optional().meta({
    description:
      'Rings the officer’s own telephone, or the one in their browser. By default the browser while they are at their desk, unless they chose otherwise',
  }),
})

export const NewCallBack = z.strictObject({ clientId: ClientId })
export const JoinCall = z.strictObject({ ticketId: Id })

export type CallEvent = z.infer<typeof CallEvent>
export type Call = z.infer<typeof Call>
export type LiveCall = z.infer<typeof LiveCall>
