/** What the office knows: its answers in force, how they are found, what agents teach, and when it is open. */
import { createRememberer, createSuggester, loadNetwork } from '../../templates/index.ts'
import { createAnswers } from '../desk/answers.ts'
import { createClock } from '../desk/clock.ts'
import { createDeadlines } from '../desk/deadlines.ts'
import { createLearning } from '../desk/learning/learning.ts'
import { createLessons } from '../desk/learning/lessons.ts'
import { openLiveMemory } from '../desk/learning/live-memory.ts'
import { openLiveLibrary } from '../desk/library/live-library.ts'
import { createOffice } from '../office.ts'
import type { House } from './house.ts'

export type LibrarySide = Awaited<ReturnType<typeof openLibrarySide>>

/** `dir` is where the answer library lies. */
export async function openLibrarySide({ config, db, log, lifetime, metrics, channels }: House, dir: string) {
  const network = loadNetwork()
  const taught = await openLiveMemory({ db, log, remember: createRememberer(network) })
  lifetime.onStop(taught.stop)
  const live = await openLiveLibrary({
    ...{ db, log, dir },
    options: { baseUrl: config.isBaseUrlSet ? config.baseUrl : '' },
    makeSuggest: (library) => createSuggester(library, network, taught.memory),
  })
  const { library, suggest } = live
  const answers = createAnswers(library, suggest)
  const lessons = createLessons({ db, suggest, onChange: taught.wake })
  const learning = createLearning({
    ...{ db, log, answers, suggest, lessons },
    onFate: (fate, count) => metrics.suggestions.inc({ fate }, count),
    onChange: taught.wake,
  })
  lifetime.onStop(learning.settled)

  const calendar = () => library.calendar
  const clock = createClock(calendar, config.officeTimeZone)
  return {
    ...{ live, library, suggest, answers, lessons, learning, clock },
    deadlinesFor: createDeadlines(clock, calendar),
    office: createOffice(config, library, clock, channels),
  }
}
