/** The lines of one point of a list. */
export type Item = string[]

export type Block =
  | { kind: 'paragraph' | 'aside'; lines: string[] }
  | { kind: 'numbers'; start: number; items: Item[] }
  | { kind: 'bullets'; items: Item[] }
  | { kind: 'signature'; lines: string[]; name: string }

/** A plain text as its writer meant it: paragraphs, lists, the legal basis on a line of its own, the signature. */
export function blocksOf(text: string, officeName: string): Block[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      const lines = paragraph.split('\n').filter((line) => line.trim() !== '')
      return isSignature(lines, officeName) ? [signatureOf(lines, officeName)] : linesToBlocks(lines)
    })
}

function linesToBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    const [, digits, point] = numbered.exec(line) ?? []
    const bullet = bulleted.exec(line)?.[1]
    if (point !== undefined) addNumber(blocks, last, Number(digits), point)
    else if (bullet !== undefined) addBullet(blocks, last, bullet)
    else if (last && 'items' in last && isIndented.test(line)) last.items.at(-1)?.push(line.trim())
    else if (legalBasis.test(line)) blocks.push({ kind: 'aside', lines: [line.trim()] })
    else if (last?.kind === 'paragraph') last.lines.push(line.trim())
    else blocks.push({ kind: 'paragraph', lines: [line.trim()] })
  }
  return blocks
}

const numbered = /^\s*([1-9]\d{0,2})\.\s+(\S.*)$/
const bulleted = /^\s*-\s+(\S.*)$/
const isIndented = /^(?: {2,}|\t)/
const legalBasis = /^\s*(?:Dasar hukum|Legal basis):\s/
const closings = /^\s*(?:hormat kami|salam hormat|salam|yours sincerely|kind regards|sincerely),?\s*$/i

/** A number that does not follow the one before begins a list of its own, or it would be shown as another. */
function addNumber(blocks: Block[], last: Block | undefined, number: number, point: string): void {
  if (last?.kind === 'numbers' && last.start + last.items.length === number) last.items.push([point.trim()])
  else blocks.push({ kind: 'numbers', start: number, items: [[point.trim()]] })
}

function addBullet(blocks: Block[], last: Block | undefined, point: string): void {
  if (last?.kind === 'bullets') last.items.push([point.trim()])
  else blocks.push({ kind: 'bullets', items: [[point.trim()]] })
}

function isSignature(lines: readonly string[], officeName: string): boolean {
  return (
    closings.test(lines[0] ?? '') || (lines.length > 1 && lines.some((line) => line.trim() === officeName))
  )
}

function signatureOf(lines: readonly string[], name: string): Block {
  return { kind: 'signature', lines: lines.map((line) => line.trim()), name }
}
