import { signal, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'
import type { Drafts } from './drafts.ts'

/** What the server takes in one file, and how many files in one reply; the web may import its types only. */
export const maxFileBytes = 20 * 1024 * 1024
export const mostFiles = 10

export interface Upload {
  key: number
  ticketId: number
  filename: string
  size: number
  /** From 0 to 1. */
  progress: number
  failure: 'tooLarge' | 'tooMany' | 'empty' | 'failed' | null
}

export interface Uploads {
  items: ReadonlySignal<Upload[]>
  isBusy(ticketId: number): boolean
  add(ticketId: number, files: Iterable<File>): void
  /** Ends an upload on its way, or takes a failed one off the screen. */
  cancel(key: number): void
  /** Takes an uploaded file out of the draft. */
  remove(ticketId: number, attachmentId: number): void
}

/** Files on their way into a reply; once on the server they belong to its draft. */
export function createUploads(api: Api, drafts: Drafts): Uploads {
  const items = signal<Upload[]>([])
  const aborts = new Map<number, AbortController>()
  let latest = 0

  const change = (key: number, part: Partial<Upload>) => {
    items.value = items.value.map((item) => (item.key === key ? { ...item, ...part } : item))
  }
  const drop = (key: number) => {
    items.value = items.value.filter((item) => item.key !== key)
  }
  const attachmentsOf = (ticketId: number) => drafts.of(ticketId, 'reply').peek().attachments

  async function upload({ key, ticketId }: Upload, file: File): Promise<void> {
    const abort = new AbortController()
    aborts.set(key, abort)
    const onProgress = (progress: number) => change(key, { progress })
    try {
      const attachment = await api.upload(file, { onProgress, signal: abort.signal })
      drafts.change(ticketId, 'reply', { attachments: [...attachmentsOf(ticketId), attachment] })
      drop(key)
    } catch (error) {
      const isTooLarge = error instanceof ApiError && error.status === 413
      change(key, { failure: isTooLarge ? 'tooLarge' : 'failed' })
    } finally {
      aborts.delete(key)
    }
  }

  return {
    items,
    isBusy: (ticketId) => items.peek().some((item) => item.ticketId === ticketId && item.failure === null),
    add(ticketId, files) {
      for (const file of files) {
        const coming = items.peek().filter((item) => item.ticketId === ticketId && item.failure === null)
        const isFull = attachmentsOf(ticketId).length + coming.length >= mostFiles
        const { name: filename, size } = file
        const item: Upload = {
          ...{ key: ++latest, ticketId, filename, size, progress: 0 },
          failure: isFull ? 'tooMany' : size > maxFileBytes ? 'tooLarge' : size === 0 ? 'empty' : null,
        }
        items.value = [...items.value, item]
        if (item.failure === null) void upload(item, file)
      }
    },
    cancel(key) {
      aborts.get(key)?.abort()
      drop(key)
    },
    remove(ticketId, attachmentId) {
      const attachments = attachmentsOf(ticketId).filter(({ id }) => id !== attachmentId)
      drafts.change(ticketId, 'reply', { attachments })
    },
  }
}
