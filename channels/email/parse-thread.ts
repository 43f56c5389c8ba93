/** One thread that reads mails in the order in which they are handed over, and is ended when one takes too long. */
import { Worker } from 'node:worker_threads'
import { asBuffer, received } from '../lib/file-content.ts'
import { inOwnMemory } from '../lib/own-memory.ts'
import type { ParseJob } from './parse-worker.ts'
import type { ParsedMail } from './parsed-mail.ts'

export interface ParseThread {
  /** Null when the thread was ended before it had read the mail, or did not begin with so much HTML. */
  read(job: ParseJob): Promise<ParsedMail | null>
  end(): void
  hasEnded(): boolean
}

/** Far more than the largest mail needs: a mail that fills it ends its thread and not the process. */
const maxHeapMb = 768
/** What is new in a mail is soon gone. */
const newHeapMb = 6

/** `longestMs` is what one mail may take. */
export function startParseThread(longestMs: number): ParseThread {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: newHeapMb },
  })
  worker.unref()
  const inHand: ((mail: ParsedMail | null) => void)[] = []
  let handedOver: ParseJob[] = []
  let timer: NodeJS.Timeout | undefined
  let hasEnded = false
  worker.on('message', (mails: (ParsedMail | null)[]) => {
    for (const mail of mails) inHand.shift()?.(mail && withBuffers(mail))
    watch()
  })
  worker.on('error', end)
  worker.on('exit', end)

  /** Over the mail that is being read, which is the first in hand. */
  function watch(): void {
    clearTimeout(timer)
    if (inHand.length > 0) timer = setTimeout(end, longestMs)
  }

  /** Those handed over at once are one message: to send each by itself and to wake the thread takes longer than to read its head. */
  function post(): void {
    const jobs = handedOver
    handedOver = []
    if (hasEnded) return
    try {
      worker.postMessage(jobs)
    } catch {
      end() // no memory for all of them at once
    }
  }

  function end(): void {
    hasEnded = true
    clearTimeout(timer)
    void worker.terminate()
    for (const answer of inHand.splice(0)) answer(null)
  }

  return {
    end,
    hasEnded: () => hasEnded,
    read(job) {
      if (hasEnded) return Promise.resolve(null)
      return new Promise<ParsedMail | null>((resolve) => {
        inHand.push(resolve)
        if (inHand.length === 1) watch()
        if (handedOver.push({ ...job, raw: inOwnMemory(job.raw) }) === 1) queueMicrotask(post)
      })
    },
  }
}

/** Buffers arrive from another thread as plain bytes. */
function withBuffers(mail: ParsedMail): ParsedMail {
  const attachments = mail.attachments.map((file) => ({ ...file, content: received(file.content) }))
  const { packed } = mail
  return { ...mail, attachments, ...(packed?.zstd && { packed: { ...packed, zstd: asBuffer(packed.zstd) } }) }
}
