/** `tanya answers learnt`: what agents taught the suggester. */
import type { Command } from 'commander'
import { writeFileSync } from 'node:fs'
import { deleteAllLessons, listLessons } from '../../db/lessons.ts'
import type { LessonRow } from '../../db/schema/learning.ts'
import { lessonsKept } from '../desk/learning/live-memory.ts'
import { withDb } from './office.ts'

export function learntCommand(answers: Command): void {
  answers
    .command('learnt')
    .option('--export <file>', 'write what was answered as examples for the next training, JSON Lines')
    .option('--reset', 'forget it all; a running server does so within seconds')
    .description('what agents taught the suggester, newest first')
    .action(async (options: { export?: string; reset?: boolean }) => {
      if (options.export !== undefined && options.reset)
        throw new Error('Give --export or --reset, not both.')
      if (options.reset)
        return console.log(`${await withDb((db) => db.write(deleteAllLessons))} lessons forgotten`)
      const lessons = await withDb((db) => listLessons(db.read, { limit: lessonsKept }))
      if (options.export !== undefined) exportExamples(lessons, options.export)
      else for (const lesson of lessons) console.log(inOneLine(lesson))
    })
}

/** As in `templates/suggest/examples`. What was wrong is no example: it does not say what is right. */
function exportExamples(lessons: readonly LessonRow[], file: string): void {
  const examples = lessons.filter(({ verdict }) => verdict === 'right').map(toExample)
  try {
    writeFileSync(file, examples.map((line) => `${line}\n`).join(''), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new Error(`${file} is there already: give another name.`, { cause })
  }
  console.log(`${examples.length} examples written to ${file}: read them before you train on them.`)
}

function toExample({ text, answer }: LessonRow): string {
  const [service, topic] = answer.split('/')
  return JSON.stringify({ text, services: [service], topics: [topic] })
}

function inOneLine({ updated_at, verdict, times, answer, text }: LessonRow): string {
  const day = new Date(updated_at).toISOString().slice(0, 10)
  return [day, verdict.padEnd(5), `${times}×`, answer, text.replace(/\s+/g, ' ')].join('  ')
}
