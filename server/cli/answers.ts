import type { Command } from 'commander'
import {
  createSuggester,
  describeFault,
  lintAnswers,
  loadLibrary,
  loadNetwork,
} from '../../templates/index.ts'
import { exportAnswers } from './answers-export.ts'
import { learntCommand } from './learnt.ts'
import { howToFill, readSlots } from './slots.ts'
import { suggestLines } from './suggest-lines.ts'

const answerChannels = ['email', 'chat', 'sms', 'whatsapp', 'voice'] as const

export function answerCommands(program: Command): void {
  program
    .command('suggest')
    .argument('[text]')
    .option('--jsonl', 'read lines {"id","text"} and print a line of suggestions for each')
    .description('which answers fit a text')
    .action(async (text: string | undefined, options: { jsonl?: boolean }) => {
      if (options.jsonl) await suggestLines()
      else if (text !== undefined) suggestForEyes(text)
      else throw new Error('Give a text, or --jsonl and lines on standard input.')
    })

  program
    .command('answer')
    .argument('<id>', 'service/topic, e.g. iptm-perpanjangan/biaya')
    .option('--lang <language>', 'id or en', 'id')
    .option('--channel <channel>', 'email, chat, sms, whatsapp or voice', 'email')
    .option('--set <slot=value>', 'fill a slot', (pair: string, all: string[]) => [...all, pair], [])
    .description('print one answer as a citizen would read it')
    .action((id: string, options: { lang: string; channel: string; set: string[] }) => {
      const language = oneOf(options.lang, ['id', 'en'] as const, '--lang')
      const channel = oneOf(options.channel, answerChannels, '--channel')
      const slots = readSlots(options.set)
      const answer = loadLibrary().answer(id, { language, channel, slots })
      if (!answer) throw new Error(`There is no answer ${id}.`)
      console.log(answer.text)
      if (answer.missingSlots.length > 0) console.error(`Not filled: ${howToFill(answer.missingSlots)}`)
    })

  const answers = program.command('answers').description('the answer library')
  answers
    .command('export')
    .argument('[folder]', 'where to; by default over the library’s own files')
    .option('--force', 'also over files that were changed on disk after their edit')
    .description('write what was published in the console as files')
    .action((folder: string | undefined, options: { force?: boolean }) =>
      exportAnswers(folder, { isForced: options.force ?? false }),
    )
  answers
    .command('lint')
    .description('check the catalogue and every answer')
    .action(() => {
      const faults = lintAnswers()
      for (const fault of faults) console.log(describeFault(fault))
      if (faults.length > 0) process.exitCode = 1
      else console.log('The answer library has no faults.')
    })
  learntCommand(answers)
}

function suggestForEyes(text: string): void {
  const { language, suggestions } = createSuggester(loadLibrary(), loadNetwork())(text)
  console.log(`language: ${language}`)
  if (suggestions.length === 0) console.log('no answer fits')
  for (const { answer, score, title, matched, sure } of suggestions) {
    console.log(
      `${score.toFixed(2)}${sure ? ' sure' : '     '}  ${answer}\n            ${title}\n            matched: ${matched.join(', ')}`,
    )
  }
}

function oneOf<T extends string>(value: string, known: readonly T[], name: string): T {
  const found = known.find((one) => one === value)
  if (!found) throw new Error(`${name} must be one of ${known.join(', ')}.`)
  return found
}
