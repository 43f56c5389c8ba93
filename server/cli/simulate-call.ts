/** `tanya simulate call`: a caller who follows a list, and what the office says to them. */
import { setTimeout as delay } from 'node:timers/promises'
import type { LegView } from '../../simulator/index.ts'

export type CallerAct = { do: 'press'; keys: string } | { do: 'say'; words: string }

/** A telephone that is on the line, here or in the running server. */
export interface Line {
  view(): Promise<LegView>
  act(act: object): Promise<void>
}

const lookMs = 100
/** Longer the office takes for nothing. */
const patienceMs = 20_000
const messageSeconds = 5

/** Does one thing after another as the office asks, prints both sides, and hangs up at the end. */
export async function followCall(
  line: Line,
  options: { acts: CallerAct[]; voicemail: boolean; print: (text: string) => void },
): Promise<LegView> {
  const left = [...options.acts]
  let printed = 0
  let lastStep = 0
  let hasRecorded = false
  let lastKey = ''
  let quietSince = Date.now()
  for (;;) {
    const view = await line.view()
    for (const { who, text } of view.heard.slice(printed)) options.print(`${marks[who]} ${text}`)
    if (view.heard.length > printed) quietSince = Date.now()
    printed = view.heard.length
    if (view.state !== 'ringing' && view.state !== 'in-progress') return view
    if (Date.now() - quietSince > patienceMs) throw new Error('The office says nothing more.')
    if (!view.awaits || view.step === lastStep) {
      await delay(lookMs)
      continue
    }
    lastStep = view.step
    const act = view.awaits.kind === 'gather' ? (left.shift() ?? towardsMessage(view)) : whatElse(view)
    if (act) await line.act(act)
    quietSince = Date.now()
  }

  function whatElse({ awaits }: LegView): object | null {
    if (awaits?.kind !== 'record') return null
    hasRecorded = true
    return options.voicemail ? { do: 'record', seconds: messageSeconds } : { do: 'hang-up' }
  }

  /** Officer, message instead of waiting, yes to the recording; without a message to leave, the end. */
  function towardsMessage({ heard }: LegView): object {
    if (!options.voicemail || hasRecorded || lastKey === '1') return { do: 'hang-up' }
    const isInLine = heard.at(-1)?.text.startsWith('♪') ?? false
    lastKey = isInLine ? '2' : lastKey === '' ? '0' : '1'
    return { do: 'press', keys: lastKey }
  }
}

const marks = { office: 'Kantor :', caller: 'Warga  :', line: '        ' }
