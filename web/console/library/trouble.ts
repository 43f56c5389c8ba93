import type { Fault } from '../../../server/wire/source-file.ts'
import { ApiError } from '../http.ts'

export type Trouble =
  | { kind: 'noteMissing' | 'conflict' | 'forbidden' | 'gone' | 'failed' }
  | { kind: 'refused'; reason: string }
  | { kind: 'faults'; faults: Fault[] }

/** What the server's no means to whoever tends an answer. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error
  const { status, problem } = error
  if (status === 409) return { kind: 'conflict' }
  if (status === 403) return { kind: 'forbidden' }
  if (status === 404) return { kind: 'gone' }
  const faults = faultsIn(problem?.errors ?? [])
  if (status === 422 && faults.length > 0) return { kind: 'faults', faults }
  if (status >= 400 && status < 500)
    return { kind: 'refused', reason: problem?.errors?.[0]?.message ?? error.message }
  return { kind: 'failed' }
}

/** The server names a place in a file as `file:line`, one in a form as `service.facts.fee.asOf`, which has no line. */
function faultsIn(errors: { path: string; message: string }[]): Fault[] {
  return errors.flatMap(({ path, message }) => {
    const [, file, line] = /^(.*):(\d+)$/.exec(path) ?? []
    if (file !== undefined) return [{ file, line: Number(line), message }]
    const [, field] = /^service\.(.+)$/.exec(path) ?? []
    return field === undefined ? [] : [{ file: '', line: 0, message: `${field}: ${message}` }]
  })
}
