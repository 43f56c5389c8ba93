import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Library } from '../../../server/wire/library.ts'
import type { Loaded } from '../lib/loaded.ts'

export const LibraryContext = createContext<Loaded<Library> | null>(null)

/** All files of the library, and what wants a look. */
export function useLibrary(): Loaded<Library> {
  const library = useContext(LibraryContext)
  if (!library) throw new Error('component used outside its context')
  return library
}
