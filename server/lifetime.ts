import type { Logger } from './log.ts'

type Step = () => Promise<void> | void

/** What has begun, so that it ends in the reverse order. */
export interface Lifetime {
  /** Steps to be taken at the end, the last named first. */
  onStop(...steps: Step[]): void
  /** Starts a part that stops with all others; when it cannot start it throws, and is not stopped. */
  begin(part: { start(): Promise<void> | void; stop: Step }): Promise<void>
  /** Once is enough: what has stopped is not stopped again. A step that fails keeps none from its own. */
  stop(): Promise<void>
}

export function createLifetime(log: Logger): Lifetime {
  const steps: Step[] = []
  return {
    onStop: (...more) => void steps.push(...more),
    async begin(part) {
      await part.start()
      steps.push(part.stop)
    },
    async stop() {
      for (const step of steps.splice(0).reverse()) {
        await Promise.resolve(step()).catch((err: unknown) =>
          log.error({ err }, 'a part did not stop cleanly'),
        )
      }
    },
  }
}
