import type { MailBucket, Turn } from '../deps.ts'
import type { ParsedMail } from '../parsed-mail.ts'

type Parse = (raw: Buffer) => Promise<ParsedMail>
type TakeIn = (raw: Buffer, source: string, parse: Parse, turn: Turn) => Promise<MailBucket | null>

/**
 * Takes in mails side by side, so that the disk is waited for together, and still stores each only after the one
 * before: an answer must not overtake the mail it answers. Those that are handed over at once wait for the last of them to
 * be ready, for then they are one commit, which costs little more than that of one mail. Resolves when the mail is safely kept.
 */
export function takeInOrder(takeIn: TakeIn, parse: Parse): (raw: Buffer, source: string) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  let handedOver: Group | null = null

  function group(): Group {
    if (!handedOver) {
      handedOver = createGroup()
      queueMicrotask(() => (handedOver = null))
    }
    return handedOver
  }

  return async (raw, source) => {
    const before = last
    let next = () => {}
    last = new Promise<void>((resolve) => (next = resolve))
    const { join, all } = group()
    const isReady = join()
    const mine = () => {
      isReady()
      return Promise.all([before, all])
    }
    try {
      await takeIn(raw, source, parse, { mine, next })
    } finally {
      // Also of one that failed before its turn, or needed none.
      isReady()
      void before.then(next)
    }
  }
}

interface Group {
  /** One more, until what this gives is called. */
  join(): () => void
  /** Resolves when all who joined are ready. */
  all: Promise<void>
}

function createGroup(): Group {
  const waitedFor = new Set<() => void>()
  let resolve = () => {}
  const all = new Promise<void>((done) => (resolve = done))
  return {
    all,
    join() {
      const isReady = () => {
        waitedFor.delete(isReady)
        if (waitedFor.size === 0) resolve()
      }
      waitedFor.add(isReady)
      return isReady
    },
  }
}
