/** Work that is done in rounds: at once when somebody asks, and looked for now and then besides. */

export interface Rounds {
  /** There may be something to do. */
  wake(): void
  start(): void
  /** Waits for the round in hand. */
  stop(): Promise<void>
  isStopped(): boolean
}

/** `round` resolves true when there may be more to do at once. One that fails is told of and tried again after the nap. */
export function createRounds(deps: {
  round: () => Promise<boolean>
  longestNapMs: number
  onError: (error: unknown) => void
}): Rounds {
  let isStopped = true
  let isAsked = false
  let working: Promise<void> | null = null
  let nap: NodeJS.Timeout | undefined

  function wake(): void {
    if (isStopped) return
    isAsked = true
    clearTimeout(nap)
    working ??= work()
      .catch(deps.onError)
      .finally(() => {
        working = null
        // Somebody may have asked after the last look and before this line.
        if (!isStopped) nap = setTimeout(wake, isAsked ? 0 : deps.longestNapMs)
      })
  }

  async function work(): Promise<void> {
    while (isAsked && !isStopped) {
      isAsked = false
      if (await deps.round()) isAsked = true
    }
  }

  return {
    wake,
    start() {
      isStopped = false
      wake()
    },
    async stop() {
      isStopped = true
      clearTimeout(nap)
      await working
    },
    isStopped: () => isStopped,
  }
}
