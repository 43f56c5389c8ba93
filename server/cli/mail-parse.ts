import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { mailParser, toPrintable } from '../../channels/email/index.ts'
import { answerLines, inOneSentence, parseLine } from './lines.ts'
import { readConfig } from './office.ts'
import { unreadable } from './unreadable.ts'

const Line = z.object({ path: z.string().min(1) })

/** One raw mail, from a file or, named `-`, from standard input. */
export async function printParsed(file: string): Promise<void> {
  const parse = ownParser()
  const raw = file === '-' ? await buffer(process.stdin) : await readMail(file)
  process.stdout.write(`${JSON.stringify(toPrintable(await parse(raw)))}\n`)
}

/** A mail for each line `{"path"}` of standard input; where there is none to read, the path and an `error`. */
export async function parseLines(): Promise<void> {
  const parse = ownParser()
  await answerLines(async (line) => {
    let path: string | null = null
    try {
      path = Line.parse(parseLine(line)).path
      return toPrintable(await parse(await readMail(path)))
    } catch (error) {
      return { path, error: inOneSentence(error) }
    }
  })
}

function ownParser() {
  return mailParser(readConfig().email?.ownAddresses ?? [])
}

async function readMail(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
}
