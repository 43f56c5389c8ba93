/** Message ids (RFC 5322 §3.6.4) as this house writes them: trimmed and without angle brackets. */

/** One id; null when there is nothing in it, or more than a line can hold (RFC 5322 §2.1.1). */
export function cleanMessageId(value: string | null): string | null {
  const bracketed = /<([^<>]{1,998})>/.exec(value ?? '')?.[1] ?? value ?? ''
  const id = bracketed.replace(/[\s<>\0]/g, '').toWellFormed()
  return id.length > maxIdLength ? null : id || null
}

/** Every id a References or In-Reply-To header names, each once, in order. */
export function messageIdsIn(values: string[]): string[] {
  const ids = values.flatMap((value) => {
    const bracketed = value.match(/<[^<>]{1,998}>/g)
    return bracketed ?? value.split(/[\s,]+/).filter((word) => /^[^\s@]+@[^\s@]+$/.test(word))
  })
  const clean = ids.map(cleanMessageId).filter((id) => id !== null)
  return [...new Set(clean)].slice(0, maxIds)
}

const maxIds = 200
const maxIdLength = 998
