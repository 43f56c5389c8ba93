import Mustache from 'mustache'
import { lineAt, type Fault } from './fault.ts'
import type { Language } from './topics.ts'
import { exampleView, type View } from './view.ts'

// Mustache's own parse tree: [type, name, start, end, children?, …]
type Token = [type: string, name: string, start: number, end: number, children?: Token[]]

/** Faults of one template: syntax, raw tags, variables that no view has, partials that are not there. */
export function checkTemplate(
  file: string,
  source: string,
  language: Language,
  partials: ReadonlySet<string>,
): Fault[] {
  const fault = (offset: number, message: string) => ({ file, line: lineAt(source, offset), message })
  let tokens: Token[]
  try {
    tokens = new Mustache.Writer().parse(source) as Token[]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [fault(Number(/ at (\d+)$/.exec(message)?.[1] ?? 0), message)]
  }
  const faults: Fault[] = []
  walk(tokens, [exampleView(language)], (offset, message) => faults.push(fault(offset, message)), partials)
  return faults
}

type Report = (offset: number, message: string) => void

function walk(tokens: Token[], stack: View[], report: Report, partials: ReadonlySet<string>): void {
  for (const [type, name, start, , children] of tokens) {
    if (type === 'text' || type === '!') continue
    if (type === '=') report(start, 'delimiters cannot be changed')
    else if (type === '&') report(start, `{{{${name}}}} is a raw tag; write {{${name}}}`)
    else if (type === '>') {
      if (!partials.has(name)) report(start, `there is no partial called ${name}`)
    } else {
      const value = lookUp(name, stack)
      if (value === undefined) report(start, `{{${name}}} is not a variable`)
      else if (type === 'name' && typeof value === 'object') report(start, `{{${name}}} is not a text`)
      if (children) walk(children, enter(type, value, stack), report, partials)
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
