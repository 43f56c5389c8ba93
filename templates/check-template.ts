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

/**
 * Faults of the templates of one language: syntax, raw tags, variables that are not there, partials that are not
 * there or lead back to themselves. A partial is checked where it is used, for there it finds its variables.
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
    if (!faults.has(at)) faults.set(at, { file, line: lineAt(source, offset), message })
  }
  for (const template of [...texts, ...partials.values()]) {
    const tree = parse(template, report)
    if (tree) trees.set(template, tree)
  }

  const check = (template: TemplateFile) => {
    let uses = 0
    const visit = (one: TemplateFile, stack: View[], way: readonly TemplateFile[]) => {
      used.add(one)
      walk(trees.get(one) ?? [], stack, {
        report: (offset, message) => report(one, offset, message),
        use(name, offset, inner) {
          const partial = partials.get(name)
          if (!partial) report(one, offset, `there is no partial called ${name}`)
          else if ([...way, one].includes(partial)) report(one, offset, `{{> ${name}}} leads back to itself`)
          else if (++uses === mostUses) report(template, 0, `uses more than ${mostUses} partials`)
          else if (uses < mostUses) visit(partial, inner, [...way, one])
        },
      })
    }
    visit(template, [example], [])
  }
  for (const text of texts) check(text)
  for (const partial of partials.values()) if (!used.has(partial)) check(partial)
  return [...faults.values()]
}

type Report = (template: TemplateFile, offset: number, message: string) => void

interface Walker {
  report: (offset: number, message: string) => void
  use: (name: string, offset: number, stack: View[]) => void
}

function parse(template: TemplateFile, report: Report): Token[] | null {
  try {
    return new Mustache.Writer().parse(template.source) as Token[]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report(template, Number(/ at (\d+)$/.exec(message)?.[1] ?? 0), message)
    return null
  }
}

function walk(tokens: Token[], stack: View[], walker: Walker): void {
  const { report, use } = walker
  for (const [type, name, start, , children] of tokens) {
    if (type === 'text' || type === '!') continue
    if (type === '=') report(start, 'delimiters cannot be changed')
    else if (type === '&') report(start, `{{{${name}}}} is a raw tag; write {{${name}}}`)
    else if (type === '>') use(name, start, stack)
    else {
      const value = lookUp(name, stack)
      if (value === undefined) report(start, `{{${name}}} is not a variable`)
      else if (type === 'name' && typeof value === 'object') report(start, `{{${name}}} is not a text`)
      if (children) walk(children, enter(type, value, stack), walker)
    }
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
