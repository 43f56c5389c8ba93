import { join, relative } from 'node:path'

/** Something wrong in a file of the answer library (`catalogue/pbg.yaml`); `line` counts from 1. */
export interface Fault {
  file: string
  line: number
  message: string
}

/** Thrown when the library cannot be loaded; the message names file, line and reason of every fault. */
export class LibraryError extends Error {
  override name = 'LibraryError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'))
    this.faults = faults
  }
}

/** `templates/catalogue/pbg.yaml:12: reason` */
export function describeFault(fault: Fault): string {
  return `${fault.file}:${fault.line}: ${fault.message}`
}

/** The same faults with their files as a person at the project's root would type them. */
export function faultsIn(dir: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, file: displayPath(join(dir, fault.file)) }))
}

function displayPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path === '' || path.startsWith('..') ? file : path
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
