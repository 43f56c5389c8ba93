import { useEffect, useMemo } from 'preact/hooks'
import { useDesk } from '../contexts.ts'

const restMs = 3000
const repeatMs = 2500

/** Tells the others that this agent writes: at most every 2.5 s, and no longer 3 s after the last key. */
export function useTypingSignal(ticketId: number): (isTyping: boolean) => void {
  const { socket } = useDesk()
  const signal = useMemo(() => {
    let saidAt = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      clearTimeout(timer)
      if (saidAt > 0) socket.typing(ticketId, false)
      saidAt = 0
    }
    const say = (isTyping: boolean) => {
      if (!isTyping) return stop()
      clearTimeout(timer)
      timer = setTimeout(stop, restMs)
      if (Date.now() - saidAt < repeatMs) return
      saidAt = Date.now()
      socket.typing(ticketId, true)
    }
    return { say, stop }
  }, [socket, ticketId])
  useEffect(() => signal.stop, [signal])
  return signal.say
}
