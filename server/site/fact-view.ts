import { isKnown, type Fact, type ListFact, type TextFact } from '../../templates/index.ts'
import { createHash } from 'node:crypto'

/** A text in pieces, so that the official addresses in it become links. */
export interface TextView {
  pieces: { words: string; href: string }[]
}
interface Knowledge {
  known: boolean
  /** The office cannot tell yet. */
  unknown: boolean
  /** The question does not arise. */
  none: boolean
  /** Told, but not confirmed by the office. */
  unsure: boolean
}

export function viewList(fact: ListFact) {
  const items = fact.value.map((text) => ({ key: keyOf(text), ...viewText(text) }))
  return { ...knowledgeOf(fact), items, count: items.length }
}

export function viewTextFact(fact: TextFact) {
  return { ...knowledgeOf(fact), ...viewText(fact.value ?? '') }
}

export function viewText(text: string): TextView {
  const pieces = text.split(official).map((words, index) => {
    const isAddress = index % 2 === 1
    return { words, href: isAddress ? words.replace(/^(?!https?:)/, 'https://') : '' }
  })
  return { pieces: pieces.filter(({ words }) => words !== '') }
}

export function knowledgeOf(fact: Fact): Knowledge {
  const known = isKnown(fact)
  return {
    known,
    unknown: fact.applies && !known,
    none: !fact.applies,
    unsure: known && !fact.verified,
  }
}

/** Only the state's own pages count as official; an address after an @ is a mailbox. */
const official = /(?<![\w@./-])((?:https?:\/\/)?(?:[\w-]+\.)+go\.id(?![\w-])(?:\/[\w\-./?=&%#]*[\w/])?)/

/** Names a requirement in a browser's memory of what is ready; a reworded one has to be ticked again. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
