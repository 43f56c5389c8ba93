import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Learning } from '../../../server/wire/learning.ts'
import type { LearningApi } from '../learning-api.ts'

export interface LearningStore {
  isOpen: Signal<boolean>
  /** Null until it is read. */
  found: ReadonlySignal<Learning | null>
  hasFailed: ReadonlySignal<boolean>
  read(): Promise<void>
  /** The next page of lessons, below those that are there. */
  readMore(): Promise<void>
  forget(id: number): Promise<void>
  forgetAll(): Promise<void>
}

export function createLearning(api: LearningApi): LearningStore {
  const found = signal<Learning | null>(null)
  const hasFailed = signal(false)

  async function attempt(work: () => Promise<void>): Promise<void> {
    hasFailed.value = false
    await work().catch(() => {
      hasFailed.value = true
    })
  }
  const read = () =>
    attempt(async () => {
      found.value = await api.read()
    })

  return {
    isOpen: signal(false),
    found,
    hasFailed,
    read,
    readMore: () =>
      attempt(async () => {
        const before = found.peek()
        if (!before?.lessons.nextCursor) return
        const more = await api.read(before.lessons.nextCursor)
        const items = [...before.lessons.items, ...more.lessons.items]
        found.value = { ...more, lessons: { ...more.lessons, items } }
      }),
    forget: (id) =>
      attempt(async () => {
        await api.forget(id)
        const now = found.peek()
        if (!now) return
        const items = now.lessons.items.filter((lesson) => lesson.id !== id)
        found.value = { ...now, lessonCount: now.lessonCount - 1, lessons: { ...now.lessons, items } }
      }),
    forgetAll: () =>
      attempt(async () => {
        await api.forgetAll()
        found.value = await api.read()
      }),
  }
}
