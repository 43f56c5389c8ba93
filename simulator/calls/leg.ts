/** One telephone on the line: what it hears, and what it can do now. */
import { EventEmitter, once } from 'node:events'

export type CallState = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'

/** What a caller can be waited for. */
export type Awaited =
  | { kind: 'answer' }
  | { kind: 'gather'; keys: boolean; speech: boolean; digits: number | null }
  | { kind: 'record' }
  | { kind: 'talk' }

/** What somebody at the telephone does. */
export type Act =
  | { do: 'press'; keys: string }
  | { do: 'say'; words: string }
  | { do: 'silence' }
  | { do: 'record'; sound: Buffer | null; seconds: number; words: string }
  | { do: 'answer' }
  | { do: 'decline' }

export interface Heard {
  /** `office` speaks, `caller` acts, `line` is what happens. */
  who: 'office' | 'caller' | 'line'
  text: string
  language?: string
  at: string
}

export interface LegView {
  sid: string
  direction: 'inbound' | 'outbound'
  /** E.164, or `client:officer-1`. Seen from Twilio: who calls whom. */
  from: string
  to: string
  state: CallState
  /** The conference it is in. */
  room: string | null
  /** Hears music there, and is not heard. */
  isHeld: boolean
  isMuted: boolean
  awaits: Awaited | null
  /** Changes with each thing that is waited for. */
  step: number
  heard: Heard[]
  /** HTTP statuses with which the office answered; 0: not reached. */
  answers: number[]
  startedAt: string
}

/** Thrown inside a leg when its end was hung up, or when the office sends it elsewhere by REST. */
export class HungUp extends Error {}
export class Redirected extends Error {
  readonly url: string
  constructor(url: string) {
    super('redirected')
    this.url = url
  }
}

export type Leg = ReturnType<typeof createLeg>

export function createLeg(about: Pick<LegView, 'sid' | 'direction' | 'from' | 'to'>, onChange: () => void) {
  const view: LegView = {
    ...about,
    ...{ state: 'ringing', room: null, isHeld: false, isMuted: false },
    ...{ awaits: null, step: 0, heard: [], answers: [] },
    startedAt: new Date().toISOString(),
  }
  const bell = new EventEmitter()
  bell.setMaxListeners(100)
  let take: ((act: Act) => void) | null = null
  let interrupt: ((why: Error) => void) | null = null
  let ended: Error | null = null
  let pending: Redirected | null = null
  const changed = () => {
    bell.emit('change')
    onChange()
  }

  return {
    view,
    hear(who: Heard['who'], text: string, language?: string) {
      view.heard.push({ who, text, at: new Date().toISOString(), ...(language && { language }) })
      changed()
    },
    /** The office has answered a webhook. */
    answered(status: number) {
      view.answers.push(status)
      changed()
    },
    change(state: CallState) {
      view.state = state
      changed()
    },
    /** In a conference, or out of it. */
    place(where: Partial<Pick<LegView, 'room' | 'isHeld' | 'isMuted'>>) {
      Object.assign(view, where)
      changed()
    },
    /** Resolves with what the person does; with silence after `timeoutMs`, or never by itself when null. */
    async await(what: Awaited, timeoutMs: number | null): Promise<Act> {
      if (ended) throw ended
      const elsewhere = pending
      pending = null
      if (elsewhere) throw elsewhere
      view.awaits = what
      view.step += 1
      let timer: NodeJS.Timeout | undefined
      try {
        return await new Promise<Act>((resolve, reject) => {
          take = resolve
          interrupt = reject
          if (timeoutMs !== null) timer = setTimeout(() => resolve({ do: 'silence' }), timeoutMs)
          changed()
        })
      } finally {
        clearTimeout(timer)
        view.awaits = null
        take = interrupt = null
        changed()
      }
    },
    /** False when nothing of the kind is waited for now. */
    act(act: Act): boolean {
      const fits: Record<Act['do'], boolean> = {
        press: view.awaits?.kind === 'gather' && view.awaits.keys,
        say: view.awaits?.kind === 'gather' && view.awaits.speech,
        silence: view.awaits?.kind === 'gather' || view.awaits?.kind === 'answer',
        record: view.awaits?.kind === 'record',
        answer: view.awaits?.kind === 'answer',
        decline: view.awaits?.kind === 'answer',
      }
      if (!take || !fits[act.do]) return false
      take(act)
      return true
    },
    /** Ends or moves whatever is going on. A line that is hung up stays so. */
    stop(why: Error) {
      if (why instanceof HungUp) ended = why
      if (interrupt) interrupt(why)
      else if (why instanceof Redirected) pending = why
      changed()
    },
    /** The other end of a talk has hung up. */
    release() {
      if (view.awaits?.kind === 'talk') take?.({ do: 'silence' })
    },
    isHungUp: () => ended !== null,
    /** Resolves when `fits` is true of it; fails after `timeoutMs`. */
    async until(fits: (leg: LegView) => boolean, timeoutMs = 10_000): Promise<LegView> {
      const signal = AbortSignal.timeout(timeoutMs)
      while (!fits(view))
        await once(bell, 'change', { signal }).catch(() => {
          throw new Error(`waited in vain on the line; last heard: ${view.heard.at(-1)?.text ?? 'nothing'}`)
        })
      return view
    },
  }
}
