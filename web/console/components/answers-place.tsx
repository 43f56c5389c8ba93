import { LazyPlace } from './lazy-place.tsx'

const fetchLibrary = async () => (await import('../library/library-place.tsx')).LibraryPlace

/** Where the office tends its answers. */
export function AnswersPlace() {
  return <LazyPlace id="answers" fetch={fetchLibrary} failed="answersNotLoaded" />
}
