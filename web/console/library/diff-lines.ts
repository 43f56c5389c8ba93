import { diffLines, diffWordsWithSpace } from 'diff'

export type LineKind = 'same' | 'added' | 'removed'

/** A piece of a line; `isNew` where a changed line differs from its counterpart. */
export interface Piece {
  text: string
  isChanged: boolean
}
export interface DiffLine {
  kind: LineKind
  pieces: Piece[]
  /** Places in the two texts, from 1. */
  before: number | null
  after: number | null
}
/** Lines that belong together, or how many like before were left out. */
export type DiffBlock = { lines: DiffLine[] } | { skipped: number }

const around = 3

/** What became of a text, line by line, with three lines around every change. */
export function diffOf(before: string, after: string): DiffBlock[] {
  return fold(markWords(numbered(before, after)))
}

export function countChanges(blocks: DiffBlock[]): { added: number; removed: number } {
  const lines = blocks.flatMap((block) => ('lines' in block ? block.lines : []))
  const count = (kind: LineKind) => lines.filter((line) => line.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}

function numbered(before: string, after: string): DiffLine[] {
  let old = 0
  let now = 0
  return diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => {
        const pieces = [{ text, isChanged: false }]
        if (added) return { kind: 'added', pieces, before: null, after: ++now }
        if (removed) return { kind: 'removed', pieces, before: ++old, after: null }
        return { kind: 'same', pieces, before: ++old, after: ++now }
      }),
  )
}

/** Whether the last line has an end is nothing that a reader means. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

/** Where as many lines came as went, each is compared with its counterpart word by word. */
function markWords(lines: DiffLine[]): DiffLine[] {
  const marked = [...lines]
  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at]?.kind !== 'removed') continue
    const removed = runLength(lines, at, 'removed')
    const added = runLength(lines, at + removed, 'added')
    if (removed === added)
      for (let step = 0; step < removed; step += 1) compare(marked, at + step, at + removed + step)
    at += removed + added - 1
  }
  return marked
}

function runLength(lines: DiffLine[], from: number, kind: LineKind): number {
  let length = 0
  while (lines[from + length]?.kind === kind) length += 1
  return length
}

function compare(lines: DiffLine[], removedAt: number, addedAt: number): void {
  const [removed, added] = [lines[removedAt], lines[addedAt]]
  if (!removed || !added) return
  const parts = diffWordsWithSpace(textOf(removed), textOf(added))
  const isAkin = parts.some((part) => !part.added && !part.removed && part.value.trim() !== '')
  if (!isAkin) return
  const pieces = (dropped: 'added' | 'removed') =>
    parts
      .filter((part) => !part[dropped])
      .map(({ value, ...part }) => ({ text: value, isChanged: part.added || part.removed }))
  lines[removedAt] = { ...removed, pieces: pieces('added') }
  lines[addedAt] = { ...added, pieces: pieces('removed') }
}

function textOf({ pieces }: DiffLine): string {
  return pieces.map(({ text }) => text).join('')
}

function fold(lines: DiffLine[]): DiffBlock[] {
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same')
  const blocks: DiffBlock[] = []
  lines.forEach((line, at) => {
    const last = blocks.at(-1)
    if (isNear(at)) {
      if (last && 'lines' in last) last.lines.push(line)
      else blocks.push({ lines: [line] })
    } else if (last && 'skipped' in last) last.skipped += 1
    else blocks.push({ skipped: 1 })
  })
  return blocks
}
