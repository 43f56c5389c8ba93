/** What cannot be done says so in one sentence, not in a stack. */
export function sayAndExit(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
