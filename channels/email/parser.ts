/**
 * Reading mails beside the process, so that none ever holds it up. All go to one thread, many at a time, for handing over
 * is quick when nobody waits for the answer; one that has much HTML comes back and has a thread to itself. A thread that takes too long
 * over a mail is ended, and that mail is read once more with less understanding: one made to be slow comes in as the words
 * it holds.
 */
import { NotReadYet } from './deps.ts'
import type { Ourselves } from './kinds/kinds.ts'
import { startParseThread, type ParseThread } from './parse-thread.ts'
import { parseMail, readMail } from './parse.ts'
import type { ParsedMail } from './parsed-mail.ts'

export interface Parser {
  /** Mails are about to come: begins now what the first of them would wait for. */
  makeReady(): void
  /** Rejects with `NotReadYet` when stopped before the mail was read; otherwise there is always a mail. */
  parse(raw: Buffer): Promise<ParsedMail>
  /** What is being read gets a moment to end; what waits must come again. */
  stop(): Promise<void>
}

const maxThreads = 2
const longestStopMs = 3_000
const largeBytes = 4 * 1024 * 1024
/** A thread with nothing to do is let go after this long. */
const idleMs = 30_000

/** With more characters than `mostHtml` a mail is read apart (`readMail`); `longestMs` is what one reading may take. */
export function createParser(
  ourselves: Ourselves,
  { mostHtml = 32 * 1024, longestMs = 10_000 } = {},
): Parser {
  let forMost: ParseThread | null = null
  const free: ParseThread[] = []
  const reading = new Set<ParseThread>()
  const inHand = new Set<Promise<unknown>>()
  let waiting: ((isOurTurn: boolean) => void)[] = []
  let idle: NodeJS.Timeout | undefined
  let busy = 0
  let isStopped = false

  async function read(raw: Buffer): Promise<ParsedMail> {
    if (isStopped) return readInPlace(raw)
    // Ended over it, or over one before it: alone it will be seen.
    return (await threadForMost().read({ raw, ourselves, depth: 'wholly', mostHtml })) ?? readApart(raw)
  }

  /** Its last line may come in the last moment. */
  function readInPlace(raw: Buffer): ParsedMail {
    const mail = readMail(raw, ourselves, 'wholly', mostHtml)
    if (!mail) throw new NotReadYet('stopped before this mail was read')
    return mail
  }

  function threadForMost(): ParseThread {
    if (!forMost || forMost.hasEnded()) forMost = startParseThread(longestMs)
    return forMost
  }

  async function readApart(raw: Buffer): Promise<ParsedMail> {
    if (!(await turn())) throw new NotReadYet('stopped before this mail was read')
    try {
      const mail = (await readInThread(raw, 'wholly')) ?? (await readInThread(raw, 'coarsely'))
      if (!mail && isStopped) throw new NotReadYet('stopped while this mail was read')
      return mail ?? (await parseMail(raw, ourselves, 'undecoded'))
    } finally {
      // Whoever waits longest takes the place over.
      const next = waiting.shift()
      if (next) next(true)
      else busy--
    }
  }

  /** False when there will be none. */
  async function turn(): Promise<boolean> {
    if (isStopped) return false
    if (busy >= maxThreads) return new Promise((go) => waiting.push(go))
    busy++
    return true
  }

  async function readInThread(raw: Buffer, depth: 'wholly' | 'coarsely'): Promise<ParsedMail | null> {
    if (isStopped && depth === 'coarsely') return null
    const thread = free.pop() ?? startParseThread(longestMs)
    reading.add(thread)
    const mail = await thread.read({ raw, ourselves, depth, mostHtml: Infinity })
    reading.delete(thread)
    // What a thread took for a large mail it would keep.
    if (mail && raw.length > largeBytes) thread.end()
    else if (mail) rest(thread)
    return mail
  }

  function rest(thread: ParseThread): void {
    free.push(thread)
    clearTimeout(idle)
    idle = setTimeout(letGo, idleMs).unref()
  }

  function letGo(): void {
    clearTimeout(idle)
    for (const thread of free.splice(0)) thread.end()
  }

  return {
    makeReady: () => void threadForMost(),
    parse(raw) {
      const work = read(raw).finally(() => inHand.delete(work))
      inHand.add(work)
      return work
    },
    async stop() {
      isStopped = true
      for (const go of waiting) go(false)
      waiting = []
      const patience = setTimeout(
        () => [...reading, forMost].forEach((thread) => thread?.end()),
        longestStopMs,
      )
      await Promise.allSettled(inHand)
      clearTimeout(patience)
      letGo()
      forMost?.end()
    },
  }
}
