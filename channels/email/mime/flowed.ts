/** Text as its writer typed it, from `format=flowed` (RFC 3676): lines that end in a space go on in the next. */
export function unflowed(text: string, { deletesSpace }: { deletesSpace: boolean }): string {
  const paragraphs: { depth: number; lines: string[] }[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)?.[0] ?? ''
    const content = line.slice(marks.length).replace(/^ /, '')
    const last = paragraphs.at(-1)
    if (isOpen && last?.depth === marks.length && content !== '-- ') last.lines.push(content)
    else paragraphs.push({ depth: marks.length, lines: [content] })
    isOpen = content.endsWith(' ') && content !== '-- '
    const ending = paragraphs.at(-1)?.lines
    if (isOpen && deletesSpace) ending?.push(ending.pop()?.slice(0, -1) ?? '')
  }
  return paragraphs
    .map(({ depth, lines }) => `${depth ? `${'>'.repeat(depth)} ` : ''}${lines.join('')}`)
    .join('\n')
}
