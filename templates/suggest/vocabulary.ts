/** Maps an unknown word to the one known word it is most likely a misspelling of. */
export interface Vocabulary {
  has(term: string): boolean
  /** Null when nothing is near, or two are equally near. */
  correct(term: string): string | null
}

/** Knows single slips (a letter missing, added, changed, doubled, two swapped) and words written without their vowels. */
export function createVocabulary(terms: Iterable<string>): Vocabulary {
  const known = new Set(terms)
  const slips = new Map<string, string | null>()
  const skeletons = new Map<string, string | null>()
  for (const term of known) {
    if (term.length >= 5) for (const key of deletions(term)) claim(slips, key, term)
    if (term.length >= 5) claim(skeletons, skeleton(term), term)
  }
  return {
    has: (term) => known.has(term),
    correct(term) {
      if (term.length < 3 || term.length > 30 || /\d/.test(term)) return null
      const bare = skeleton(term)
      if (bare.length >= 3 && bare.length >= term.length - 2) {
        const full = skeletons.get(bare)
        if (full) return full
      }
      const slip = [undoubled(term), ...(term.length >= 4 ? swaps(term) : [])].find((near) => known.has(near))
      if (slip) return slip
      if (term.length < 5) return null
      for (const key of deletions(term)) {
        const near = slips.get(key)
        if (near && Math.abs(near.length - term.length) <= 1) return near
      }
      return null
    },
  }
}

function claim(index: Map<string, string | null>, key: string, term: string): void {
  const holder = index.get(key)
  index.set(key, holder === undefined || holder === term ? term : null)
}

function deletions(term: string): string[] {
  const shorter = Array.from(term, (_, index) => term.slice(0, index) + term.slice(index + 1))
  return [term, ...new Set(shorter)]
}

/** Paspporrt, skckk: one letter typed twice. */
function undoubled(term: string): string {
  return term.replace(/(.)\1+/g, '$1')
}

/** Iukj for iujk: two neighbours in the wrong order. */
function swaps(term: string): string[] {
  const swap = (at: number) => term.slice(0, at) + term.charAt(at + 1) + term.charAt(at) + term.slice(at + 2)
  return Array.from({ length: term.length - 1 }, (_, index) => swap(index))
}

function skeleton(term: string): string {
  return term.replace(/[aiueo]/g, '')
}
