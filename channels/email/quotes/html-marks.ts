/** What stands before an item of a list: dashes, or its number, indented by how deep the list is. */
export function createListMarks() {
  /** The next number of each list that is open; null where there are none. */
  const open: (number | null)[] = []
  return {
    isInList: () => open.length > 0,
    begin(tag: string): void {
      open.push(tag.startsWith('<ol') ? Number(/\sstart="(\d{1,6})"/.exec(tag)?.[1] ?? 1) : null)
    },
    end(): void {
      open.pop()
    },
    mark(): string {
      const number = open.at(-1) ?? null
      if (number !== null) open[open.length - 1] = number + 1
      return (
        '  '.repeat(Math.max(0, Math.min(open.length, deepestIndent) - 1)) +
        (number === null ? '- ' : `${number}. `)
      )
    },
  }
}

const deepestIndent = 8

/** Where a link leads, unless its words say so or it is one of those that only machines read. */
export function linkAddress(address: string, words: string): string {
  const bare = (url: string) => url.trim().replace(/^https?:\/\/|\/$/g, '')
  if (!address || address.length > longestLink || !words.trim() || bare(words).includes(bare(address)))
    return ''
  return ` (${address})`
}

const longestLink = 120
