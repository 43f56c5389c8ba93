/**
 * In the storage of the page around us, which cannot look into the panel's: a chat goes on, and so many answers
 * in it are unread. Whoever never chatted pays nothing.
 */
const goingKey = 'tanya:unread'

/** Storage throws where the page or the browser keeps it shut. */
export function recall(): string | null {
  try {
    return localStorage.getItem(goingKey)
  } catch {
    return null
  }
}

export function remember(unread: number | null): void {
  try {
    if (unread === null) localStorage.removeItem(goingKey)
    else localStorage.setItem(goingKey, String(unread))
  } catch {
    // Without it the badge waits until the chat is opened.
  }
}

/** After the page we are a guest of has loaded and rests. Safari has no idle callback. */
export function whenIdle(act: () => void): void {
  const rest = () =>
    'requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 4000 }) : setTimeout(act, 1000)
  if (document.readyState === 'complete') rest()
  else addEventListener('load', rest)
}
