/** Fifty times `kill -9` while mails come in by IMAP and SMTP and answers go out: what was lost, and what came twice. */
import { killOften } from '../test/faults/_kills.ts'
import type { Benchmark } from './figures.ts'

const kills = 50

export const kill9: Benchmark = async (say) => {
  const { mails, answers, lost, doubled, uncertain, balance } = await killOften(kills, say)
  const left = uncertain.filter(({ arrived }) => arrived).length
  say(`uncertain: ${uncertain.length} answers, of which ${left} had left: ${named(uncertain)}`)
  if (lost.length > 0 || doubled.length > 0 || balance.kept !== balance.held)
    throw new Error(
      `lost: ${lost.join(', ') || 'none'}; doubled: ${doubled.join(', ') || 'none'}; ` +
        `the mailbox holds ${balance.held}, the ledger ${balance.kept} of them`,
    )
  return [
    { name: `mails by IMAP over ${kills} kill -9`, value: mails.byImap, unit: 'mails' },
    { name: 'mails by SMTP', value: mails.bySmtp, unit: 'mails' },
    { name: 'answers', value: answers, unit: 'answers' },
    { name: 'lost', value: lost.length, unit: '', target: '0' },
    { name: 'doubled', value: doubled.length, unit: '', target: '0' },
    { name: 'uncertain, left to a person', value: uncertain.length, unit: 'answers' },
  ]
}

const mostNamed = 10

function named(uncertain: { what: string }[]): string {
  const names = uncertain.slice(0, mostNamed).map(({ what }) => what)
  return [...names, ...(uncertain.length > mostNamed ? ['…'] : [])].join(', ')
}
