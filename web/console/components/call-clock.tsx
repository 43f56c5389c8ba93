import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { clockOf } from '../lib/call-words.ts'

/** Counts seconds since a moment. Not told to screen readers: they would hear nothing else. */
export function CallClock({ since }: { since: string }) {
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <span class="call-clock" aria-hidden="true">
      {clockOf((now.value - Date.parse(since)) / 1000)}
    </span>
  )
}
