/** One thread that reads one mail at a time, and is ended when it takes too long. */
import { Worker } from 'node:worker_threads'
import type { ParseJob } from './parse-worker.ts'
import type { ParsedMail } from './parsed-mail.ts'

export interface ParseThread {
  /** Null when the mail took longer than `longestMs` or the thread fell over it; the thread is gone then. */
  read(job: ParseJob, longestMs: number): Promise<ParsedMail | null>
  end(): void
}

/** Far more than the largest mail needs: a mail that fills it ends its thread and not the process. */
const maxHeapMb = 768

export function startParseThread(): ParseThread {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  })
  worker.unref()
  let answer: (mail: ParsedMail | null) => void = () => {}
  const fail = () => answer(null)
  worker.on('message', (mail: ParsedMail) => answer(withBuffers(mail)))
  worker.on('error', fail)
  worker.on('exit', fail)

  function end(): void {
    void worker.terminate()
    fail()
  }

  return {
    end,
    read: (job, longestMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, longestMs)
        answer = (mail) => {
          clearTimeout(timer)
          resolve(mail)
        }
        worker.postMessage(job)
      }),
  }
}

/** Buffers arrive from another thread as plain bytes. */
function withBuffers(mail: ParsedMail): ParsedMail {
  const attachments = mail.attachments.map((attachment) => {
    const { buffer, byteOffset, byteLength } = attachment.content as Uint8Array<ArrayBuffer>
    return { ...attachment, content: Buffer.from(buffer, byteOffset, byteLength) }
  })
  return { ...mail, attachments }
}
