import { LineCounter, isNode, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'
import { displayPath, type Fault } from './fault.ts'

export type YamlFile<T> = { value: T; faults: [] } | { value: null; faults: Fault[] }

/** Parses and validates one YAML text; every fault carries the line it stands on. */
export function parseYaml<T>(path: string, text: string, schema: z.ZodType<T>): YamlFile<T> {
  const file = displayPath(path)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const broken = document.errors.map(({ pos, message }) => ({ file, line: lineOf(pos[0]), message }))
  const refuse = (offset: number) =>
    broken.push({ file, line: lineOf(offset), message: 'aliases are not used here' })
  if (text.includes('*')) visit(document, { Alias: (_, node) => void refuse(node.range?.[0] ?? 0) })
  if (broken.length > 0) return { value: null, faults: broken }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { value: parsed.data, faults: [] }
  const faults = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(offsetOf(document, issue.path)),
    message: issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  }))
  return { value: null, faults }
}

/** Where the nearest existing ancestor of a path begins: a missing key is reported at its parent. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
