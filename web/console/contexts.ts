import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Desk } from './desk.ts'
import type { Shell } from './shell.ts'

export const ShellContext = createContext<Shell | null>(null)
export const DeskContext = createContext<Desk | null>(null)

/** What is there before and after sign-in. */
export function useShell(): Shell {
  return present(useContext(ShellContext))
}

/** The signed-in agent's desk. */
export function useDesk(): Desk {
  return present(useContext(DeskContext))
}

/** The sentence of a key in the language chosen. */
export function useT(): Shell['i18n']['t'] {
  return useShell().i18n.t
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('component used outside its context')
  return value
}
