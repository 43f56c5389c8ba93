/**
 * DNS for looking into a mail's authenticity. Answers are kept for a while; a resolver that does not answer is left
 * alone for a while, so that mail goes on coming in at its usual pace without it.
 */
import { Resolver } from 'node:dns/promises'

/** As `dns.resolve`: rejects with `ENOTFOUND` or `ENODATA` where there is no such record. */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>

export interface AuthDns {
  /** For one mail, which may ask only so often: a thousand signatures must not become a thousand questions. */
  forOneMail(): Resolve
  /** DNS as a whole is known not to answer. */
  isResting(): boolean
  /**
   * Something was waited for in vain. A sender can make his own domain's servers fail, and must not switch this off for
   * everybody: what counts is whether our own domain can be asked about.
   */
  suspect(): void
}

const keptMs = 5 * 60_000
const maxKept = 2_000
const maxQuestionsPerMail = 60
const restMs = 60_000
const longestProbeMs = 1_500
const noSuchRecord = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

type Answer = { records: string[][] | string[] } | { code: string }

export function createAuthDns(ownDomain: string, resolve: Resolve = systemResolve()): AuthDns {
  const kept = new Map<string, { answer: Promise<Answer>; until: number }>()
  let restingUntil = 0
  let nextProbeAt = 0

  function answerTo(name: string, type: string): Promise<Answer> {
    const key = `${type} ${name.toLowerCase()}`
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.answer
    const answer = ask(name, type).then((found) => {
      if (isFailure(found)) {
        kept.delete(key)
        suspect()
      }
      return found
    })
    kept.delete(key)
    kept.set(key, { answer, until: Date.now() + keptMs })
    if (kept.size > maxKept) kept.delete(kept.keys().next().value ?? '')
    return answer
  }

  async function ask(name: string, type: string): Promise<Answer> {
    try {
      return { records: await resolve(name, type) }
    } catch (error) {
      return { code: (error as NodeJS.ErrnoException).code ?? 'ESERVFAIL' }
    }
  }

  function suspect(): void {
    if (Date.now() < nextProbeAt) return
    nextProbeAt = Date.now() + restMs / 6
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Answer>((done) => {
      timer = setTimeout(() => done({ code: 'ETIMEOUT' }), longestProbeMs)
    })
    void Promise.race([ask(ownDomain, 'TXT'), late]).then((answer) => {
      clearTimeout(timer)
      if (isFailure(answer)) restingUntil = Date.now() + restMs
    })
  }

  return {
    suspect,
    isResting: () => Date.now() < restingUntil,
    forOneMail() {
      let questions = 0
      return async (name, type) => {
        const isTooMuch = ++questions > maxQuestionsPerMail
        const answer: Answer = isTooMuch ? { code: 'EREFUSED' } : await answerTo(name, type)
        // Copies each time: whoever asks sorts the one and writes on the other.
        if ('code' in answer) throw failure(`${type} ${name}`, answer.code)
        return structuredClone(answer.records)
      }
    },
  }
}

function isFailure(answer: Answer): boolean {
  return 'code' in answer && !noSuchRecord.has(answer.code)
}

/** The machine's own name servers. */
export function systemResolve(): Resolve {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 })
  return (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>
}

/** Without a stack: to note where it was made takes longer than the rest of the answer, and a mail hears several. */
function failure(message: string, code: string): NodeJS.ErrnoException {
  return Object.assign(Object.create(Error.prototype) as Error, { message, code })
}
