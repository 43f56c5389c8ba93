/** For programs: JSON lines on standard input, one line out for each. */
import { fstatSync } from 'node:fs'
import { z } from 'zod'

/** Prints what `answer` makes of each line that is not blank. Ends early, without complaint, when nobody reads on. */
export async function answerLines(answer: (line: string) => object | Promise<object>): Promise<void> {
  process.stdout.on('error', () => {}) // each write tells it to its own caller
  for await (const line of readLines()) {
    if (line.trim() === '') continue
    if (!(await print(await answer(line)))) return
  }
}

/** Reads a line's JSON; throws one sentence when it is none. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error('This line is not JSON.')
  }
}

/** What went wrong with a line, for the `error` of its answer. */
export function inOneSentence(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}

/** Only \n ends a line: U+2028 and a lone \r may stand inside JSON, where readline would cut. */
async function* readLines(): AsyncGenerator<string> {
  let line = ''
  let isFirst = true
  const whole = () => {
    const text = isFirst ? line.replace(/^\uFEFF/, '') : line
    isFirst = false
    return text
  }
  for await (const chunk of standardInput()) {
    const [end = '', ...next] = chunk.split('\n')
    line += end
    for (const begun of next) {
      yield whole()
      line = begun
    }
  }
  yield whole()
}

async function* standardInput(): AsyncGenerator<string> {
  // Node would read a folder as if it were empty.
  if (fstatSync(process.stdin.fd).isDirectory()) throw new Error('Standard input is a folder.')
  try {
    for await (const chunk of process.stdin.setEncoding('utf8')) yield chunk as string
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`Standard input cannot be read (${code ?? 'unknown'}).`, { cause })
  }
}

/** Waits while the reader is slow; resolves with false when the reader has gone. */
function print(value: object): Promise<boolean> {
  return new Promise((done, reject) => {
    process.stdout.write(`${JSON.stringify(value)}\n`, (error) => {
      if (!error) done(true)
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') done(false)
      else reject(error)
    })
  })
}
