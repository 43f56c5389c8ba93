import { useEffect, useMemo, useRef } from 'preact/hooks'
import '../styles/answers.css'
import { useDesk } from '../contexts.ts'
import { FilePlace } from './file-place.tsx'
import { LibraryContext } from './library-context.ts'
import { createLoaded } from '../lib/loaded.ts'
import { Overview } from './overview.tsx'
import { useLostFocus } from '../lib/use-lost-focus.ts'

/** Where the office tends its answers. */
export function LibraryPlace() {
  const { api, route, proposals } = useDesk()
  const path = route.place.value.answers?.path ?? null
  const root = useRef<HTMLElement>(null)
  const library = useMemo(() => createLoaded(api.library.library), [api])
  const waiting = proposals.count.value
  // With every return to the overview, and when somebody else has proposed something or settled it.
  useEffect(() => void library.load(), [library, path === null, waiting])
  useEffect(() => {
    const look = () => {
      if (!document.hidden) void library.load()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [library])
  useLostFocus(path, root)
  return (
    <LibraryContext.Provider value={library}>
      <main class="answers place" id="answers" ref={root} tabIndex={-1}>
        {path === null ? <Overview /> : <FilePlace key={path} path={path} />}
      </main>
    </LibraryContext.Provider>
  )
}
