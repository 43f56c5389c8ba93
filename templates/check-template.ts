import Mustache from 'mustache'
import type { View } from './bare.ts'
import { exampleView } from './example-view.ts'
import { lineAt, type Fault } from './fault.ts'
import type { Language } from './topics.ts'

// Mustache's own parse tree: [type, name, start, end, children?, …]
type Token = [type: string, name: string, start: number, end: number, children?: Token[]]

export interface TemplateFile {
  file: string
  source: string
}

/** Partials that use partials that use partials … grow without end: far more than any text needs. */
const mostUses = 200
/** Several times the longest text there is, as its file has it and as it is written out. */
const longestText = 20_000
const longestWrittenOut = 100_000
/** What a variable, another tag, and a list are counted as in a text that is written out. */
const valueLength = 200
const tagLength = 10
const listLength = 50
const deepest = 20
/** Mustache looks from each of them for the end of a tag. */
const mostBlanks = 200
/** More are not mended at once. */
const mostFaults = 50

/**
 * Faults of the templates of one language: syntax, raw tags, variables that are not there, partials that are not
 * there or lead back to themselves, and what would take too long to write out. A partial is checked where it is used,
 * for there it finds its variables.
 */
export function checkTemplates(
  language: Language,
  texts: readonly TemplateFile[],
  partials: ReadonlyMap<string, TemplateFile>,
  example: View = exampleView(language),
): Fault[] {
  const faults = new Map<string, Fault>()
  const trees = new Map<TemplateFile, Token[]>()
  const used = new Set<TemplateFile>()

  const report: Report = ({ file, source }, offset, message) => {
    // What is wrong in a partial is wrong wherever it is used.
    const at = `${file}:${offset}`
    if (!faults.has(at) && faults.size < mostFaults)
      faults.set(at, { file, line: lineAt(source, offset), message })
  }
  for (const template of [...texts, ...partials.values()]) {
    const tree = parse(template, report)
    if (tree) trees.set(template, tree)
  }

  const check = (template: TemplateFile) => {
    let uses = 0
    let length = 0
    const visit = (one: TemplateFile, place: Place, way: readonly TemplateFile[]) => {
      used.add(one)
      walk(trees.get(one) ?? [], place, {
        report: (offset, message) => report(one, offset, message),
        grow: (by) => void (length += by),
        use(name, offset, inner) {
          const partial = partials.get(name)
          if (!partial) report(one, offset, `there is no partial called ${name}`)
          else if ([...way, one].includes(partial)) report(one, offset, `{{> ${name}}} leads back to itself`)
          else if (++uses === mostUses) report(template, 0, `uses more than ${mostUses} partials`)
          else if (uses < mostUses && length <= longestWrittenOut) visit(partial, inner, [...way, one])
        },
      })
    }
    visit(template, { stack: [example], depth: 0, isInList: false }, [])
    if (length > longestWrittenOut) report(template, 0, 'grows too long when it is written out')
  }
  for (const text of texts) check(text)
  for (const partial of partials.values()) if (!used.has(partial)) check(partial)
  return [...faults.values()]
}

type Report = (template: TemplateFile, offset: number, message: string) => void

interface Walker {
  report: (offset: number, message: string) => void
  use: (name: string, offset: number, place: Place) => void
  grow: (by: number) => void
}
/** Where in a text a tag stands. */
interface Place {
  stack: View[]
  depth: number
  isInList: boolean
}

function parse(template: TemplateFile, report: Report): Token[] | null {
  const { length } = template.source
  if (length > longestText) report(template, 0, `has ${length} characters, at most ${longestText}`)
  const blanks = template.source.search(new RegExp(`\\s{${mostBlanks}}`))
  if (blanks >= 0) report(template, blanks, `has ${mostBlanks} blanks in a row`)
  if (length > longestText || blanks >= 0) return null
  try {
    return new Mustache.Writer().parse(template.source) as Token[]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report(template, Number(/ at (\d+)$/.exec(message)?.[1] ?? 0), message)
    return null
  }
}

function walk(tokens: Token[], place: Place, walker: Walker): void {
  const { report, use, grow } = walker
  const times = place.isInList ? listLength : 1
  for (const token of tokens) {
    const [type, name, start] = token
    grow(times * (type === 'text' ? name.length : type === 'name' ? valueLength : tagLength))
    if (type === 'text' || type === '!') continue
    if (type === '=') report(start, 'delimiters cannot be changed')
    else if (type === '&') report(start, `{{{${name}}}} is a raw tag; write {{${name}}}`)
    else if (type === '>') use(name, start, place)
    else {
      const value = lookUp(name, place.stack)
      if (value === undefined) report(start, `{{${name}}} is not a variable`)
      else if (type === 'name' && typeof value === 'object') report(start, `{{${name}}} is not a text`)
      if (type !== 'name') walkInto(token, value, place, walker)
    }
  }
}

/** A list within a list would be written out once for each pair of their items. */
function walkInto(
  [type, name, start, , children = []]: Token,
  value: View[string] | undefined,
  place: Place,
  walker: Walker,
): void {
  const isList = type === '#' && Array.isArray(value)
  if (isList && place.isInList) walker.report(start, `{{#${name}}} is a list within a list`)
  else if (place.depth === deepest) walker.report(start, `{{${type}${name}}} is more than ${deepest} deep`)
  else {
    const stack = enter(type, value, place.stack)
    walk(children, { stack, depth: place.depth + 1, isInList: place.isInList || isList }, walker)
  }
}

function enter(type: string, value: View[string] | undefined, stack: View[]): View[] {
  const inner = Array.isArray(value) ? value[0] : value
  return type === '#' && typeof inner === 'object' && !Array.isArray(inner) ? [inner, ...stack] : stack
}

function lookUp(name: string, stack: View[]): View[string] | undefined {
  const [first = '', ...rest] = name.split('.')
  let value: View[string] | undefined = stack.find((view) => first in view)?.[first]
  for (const part of rest)
    value = typeof value === 'object' && !Array.isArray(value) && part in value ? value[part] : undefined
  return value
}
