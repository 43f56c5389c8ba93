import type { Library, LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import type { Desk } from '../desk.ts'
import type { Loaded } from '../lib/loaded.ts'

/** What the rest of the screen makes of a change of one file. */
export interface Settle {
  saved(revision: Revision): void
  proposed(revision: Revision): void
  published(): Promise<void>
  givenBack(revision: Revision): void
  discarded(): Promise<void>
  /** A draft was begun from elsewhere: there it goes on. */
  begun(): Promise<void>
  /** Somebody else was faster than the writer: what the server has now. */
  overtaken(): Promise<void>
  /** Somebody else was faster than the reader. */
  lookAgain(): Promise<void>
}

export function createSettle(desk: Desk, library: Loaded<Library>, file: Loaded<LibraryFileDetail>): Settle {
  const { route, toasts, proposals, refreshServices } = desk
  const goTo = (section: 'text' | 'edit') =>
    route.goToAnswers({ ...route.place.peek().answers, section, revision: null })
  const lookAgain = () => {
    void library.load()
    void proposals.refresh()
  }
  const put = (open: Revision) => {
    const { value } = file.value
    if (value) file.put({ ...value, open })
    lookAgain()
  }
  return {
    saved(revision) {
      put(revision)
      toasts.say({ words: 'draftSaved' })
    },
    proposed(revision) {
      put(revision)
      toasts.say({ words: 'proposed' })
    },
    givenBack(revision) {
      put(revision)
      toasts.say({ words: 'givenBack' })
    },
    async published() {
      await file.load()
      goTo('text')
      lookAgain()
      refreshServices()
      toasts.say({ words: 'published' })
    },
    async discarded() {
      await file.load()
      goTo('text')
      lookAgain()
      toasts.say({ words: 'draftDiscarded' })
    },
    async begun() {
      await file.load()
      goTo('edit')
      lookAgain()
    },
    async overtaken() {
      await file.load()
      lookAgain()
      toasts.say({ words: 'draftOvertaken', isTrouble: true })
    },
    async lookAgain() {
      await file.load()
      lookAgain()
    },
  }
}
