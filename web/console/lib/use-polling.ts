import { useEffect } from 'preact/hooks'

/** Does it again and again while somebody can see the page. Null pauses. */
export function usePolling(work: () => unknown, everyMs: number | null): void {
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => {
      if (!document.hidden) void work()
    }, everyMs)
    return () => clearInterval(timer)
  }, [work, everyMs])
}
