/** Whatever a caller, officers and Twilio do, in whatever order, and wherever the caller hangs up: no call is lost. */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { HungUp, type Leg } from '../../simulator/index.ts'
import type { Session } from '../../server/wire/session.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import { addColleague } from './_staff.ts'
import { officerNumber, openTelephone, type TelephoneOffice } from './_telephone.ts'

const colleagueNumber = '+628117776665'
const runs = Number(process.env['WALK_RUNS'] ?? 25)
const longestWalk = 14

let house: TelephoneOffice
let database: TestDatabase
let colleagueId: number
afterEach(async () => {
  await house.stop()
  await database.drop()
})

async function open(create: () => Promise<TestDatabase>): Promise<void> {
  database = await create()
  house = await openTelephone({ isOpen: true, databaseUrl: database.url })
  await house.sari.request('PATCH', '/session/phone', { number: officerNumber, rings: false })
  const budi = await addColleague(house.office, 'Budi')
  await budi.request('PATCH', '/session/phone', { number: colleagueNumber, rings: false })
  colleagueId = (await budi.request<Session>('GET', '/session')).body.agent.id
}

type Step =
  | { do: 'press'; keys: string }
  | { do: 'say'; words: string }
  | { do: 'silence' | 'record' | 'take' | 'pick-up' | 'accept' | 'decline' | 'officer-hangs-up' }
  | { do: 'hold'; on: boolean }
  | { do: 'transfer' | 'invite' }
  | { do: 'fault'; status: 429 | 500 | null }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('0', '0', '1', '2', '3', '7', '9', '*', '2600001#')
      .map((keys) => ({ do: 'press' as const, keys })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('berapa biaya perpanjangan izin makam', 'petugas', 'hm', '😀😀', 'x'.repeat(400))
      .map((words) => ({ do: 'say' as const, words })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('silence' as const, 'record' as const).map((what) => ({ do: what })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        'take' as const,
        'pick-up' as const,
        'accept' as const,
        'decline' as const,
        'officer-hangs-up' as const,
      )
      .map((what) => ({ do: what })),
  },
  { weight: 2, arbitrary: fc.boolean().map((on) => ({ do: 'hold' as const, on })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('transfer' as const, 'invite' as const).map((what) => ({ do: what })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(429 as const, 500 as const, null)
      .map((status) => ({ do: 'fault' as const, status })),
  },
)

const wayToColleague: Step[] = [
  ...([{ do: 'press', keys: '0' }, { do: 'take' }, { do: 'pick-up' }, { do: 'accept' }] as const),
  ...([{ do: 'transfer' }, { do: 'pick-up' }, { do: 'accept' }] as const),
]
/** Most begin somewhere on the way to an officer and on to a colleague, which chance alone would seldom find. */
const walk = fc
  .tuple(fc.integer({ min: 0, max: wayToColleague.length + 3 }), fc.array(step, { maxLength: longestWalk }))
  .map(([begun, steps]) => [...wayToColleague.slice(0, begun), ...steps])

const isAlive = ({ state }: Leg['view']) => state === 'ringing' || state === 'in-progress'
const officers = () =>
  house.twilio.exchange
    .legs()
    .filter((leg) => leg.direction === 'outbound' && isAlive(leg))
    .flatMap(({ sid }) => house.twilio.exchange.find(sid) ?? [])

async function take(one: Step, caller: Leg, callId: number): Promise<void> {
  const ask = (what: string, body: object) => house.sari.request('POST', `/calls/${callId}/${what}`, body)
  const last = officers().at(-1)
  switch (one.do) {
    case 'press':
    case 'say':
      caller.act(one)
      break
    case 'silence':
      caller.act({ do: 'silence' })
      break
    case 'record':
      caller.act({ do: 'record', sound: null, seconds: 2, words: '' })
      break
    case 'take':
      await ask('take', {})
      break
    case 'pick-up':
      last?.act({ do: 'answer' })
      break
    case 'accept':
      last?.act({ do: 'press', keys: '1' })
      break
    case 'decline':
      last?.act({ do: 'decline' })
      break
    case 'officer-hangs-up':
      last?.stop(new HungUp())
      break
    case 'hold':
      await ask('hold', { on: one.on })
      break
    case 'transfer':
    case 'invite':
      await ask(one.do, { agentId: colleagueId })
      break
    case 'fault':
      house.twilio.faults.status = one.status
  }
  // Long enough for what follows by itself; what takes longer meets the next step on its way, as it does in life.
  await new Promise((done) => setTimeout(done, 25))
}

describe.each(databases)('on $name', ({ create }) => {
  it(
    'a call ends with an outcome, a note of it and nobody on the line',
    { timeout: 120_000 + runs * 2_000 },
    async () => {
      await open(create)
      let count = 0
      await fc.assert(
        fc.asyncProperty(walk, async (steps) => {
          count += 1
          for (const leg of officers()) leg.stop(new HungUp())
          house.twilio.faults.status = null
          const number = `+62812${String(20_000_000 + count)}`
          const caller = await house.ring(number)
          const ticket = await house.ticketOf(caller)
          const { id } = await house.callOf(ticket.id)
          for (const one of steps) await take(one, caller.leg, id)
          house.twilio.faults.status = null
          if (isAlive(caller.leg.view)) caller.leg.stop(new HungUp())
          await waitFor(async () => (await house.callOf(ticket.id)).stage === 'over', 'the end', 15_000)
          await waitFor(() => officers().length === 0, 'every officer to be off the line', 15_000).catch(
            () => {
              throw new Error(JSON.stringify(officers().map(({ view }) => view)))
            },
          )

          const call = await house.callOf(ticket.id)
          const events = await house.eventsOf(ticket.id)
          expect(call.outcome).not.toBe(null)
          expect(call).toMatchObject({ officers: [], isHeld: false })
          expect(events.filter((kind) => kind === 'ended')).toHaveLength(1)
          const isOwed = !['answered', 'informed'].includes(call.outcome ?? '')
          expect(call.isToCallBack).toBe(isOwed)
          const [after] = await house.sari.tickets(`q=${encodeURIComponent(ticket.number)}`)
          if (isOwed) expect(after).toMatchObject({ waiting: true })
          for (const leg of house.twilio.exchange.legs()) {
            expect(leg.answers.filter((status) => status !== 200)).toEqual([])
            expect(leg.heard.filter(({ text }) => text.startsWith('An application error'))).toEqual([])
          }
        }),
        { numRuns: runs },
      )
    },
  )
})
