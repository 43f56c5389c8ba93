/** JSON lines on standard output. Addresses, numbers, names and texts of people never go in: log ids instead. */
import { pino, type Logger } from 'pino'

export type { Logger }

export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  })
}

/** An error without its message's quotes of data: databases and parsers put what people wrote into theirs. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    code,
    message: maskPersonal(error.message),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  }
}

/** Mail addresses and runs of eight or more digits (NIK, telephone, NPWP) become ***. */
export function maskPersonal(text: string): string {
  return text.replace(/[^\s@<>"']+@[^\s@<>"']+/g, '***@***').replace(/\+?\d(?:[\s.-]?\d){7,}/g, '***')
}
