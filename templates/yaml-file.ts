import {
  constructFromEvents,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml'
import type { z } from 'zod'
import type { Fault } from './fault.ts'

export type YamlFile<T> = { value: T; faults: [] } | { value: null; faults: Fault[] }

/** Several times the longest file there is. What is longer takes its time to be read, and holds up everybody. */
const longestText = 20_000
/** More are not mended at once, and each has to be found in the text. */
const mostFaults = 20

/** Parses and validates one YAML text; every fault carries the line it stands on. */
export function parseYaml<T>(file: string, text: string, schema: z.ZodType<T>): YamlFile<T> {
  if (text.length > longestText) {
    const message = `has ${text.length} characters, at most ${longestText}`
    return { value: null, faults: [{ file, line: 1, message }] }
  }
  try {
    const events = parseEvents(text, {})
    const parsed = schema.safeParse(constructFromEvents(events, { source: text, maxAliases: 0 })[0])
    if (parsed.success) return { value: parsed.data, faults: [] }
    const faults = parsed.error.issues.slice(0, mostFaults).map((issue) => ({
      file,
      line: lineAt(text, offsetOf(events, text, issue.path)),
      message: issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
    }))
    return { value: null, faults }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return { value: null, faults: [{ file, line: (error.mark?.line ?? 0) + 1, message: error.reason }] }
  }
}

/** Where the nearest existing ancestor of a path begins: a missing key is reported at its parent. */
function offsetOf(events: Event[], text: string, path: readonly PropertyKey[]): number {
  let at = events.findIndex((event) => event.type === EVENT_MAPPING || event.type === EVENT_SEQUENCE)
  let offset = 0
  for (const step of path) {
    const found = at < 0 ? null : childOf(events, text, at, step)
    if (found === null) break
    at = found
    offset = startOf(events[at])
  }
  return offset
}

/** The index of a collection's child: by key in a mapping, by position in a sequence. */
function childOf(events: Event[], text: string, parent: number, step: PropertyKey): number | null {
  const isMapping = events[parent]?.type === EVENT_MAPPING
  if (!isMapping && events[parent]?.type !== EVENT_SEQUENCE) return null
  for (let at = parent + 1, position = 0; events[at] && events[at]?.type !== EVENT_POP; position++) {
    const key = events[at]
    if (!isMapping && position === step) return at
    if (isMapping) {
      at = afterNode(events, at)
      if (key?.type === EVENT_SCALAR && getScalarValue(text, key) === step) return at
    }
    at = afterNode(events, at)
  }
  return null
}

/** The index after a node and all that stands within it. */
function afterNode(events: Event[], index: number): number {
  let depth = 0
  let at = index
  do {
    const type = events[at++]?.type
    if (type === EVENT_MAPPING || type === EVENT_SEQUENCE) depth++
    else if (type === EVENT_POP) depth--
  } while (depth > 0 && at < events.length)
  return at
}

function startOf(event: Event | undefined): number {
  if (event?.type === EVENT_SCALAR) return Math.max(0, event.valueStart)
  if (event?.type === EVENT_MAPPING || event?.type === EVENT_SEQUENCE) return Math.max(0, event.start)
  return 0
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
