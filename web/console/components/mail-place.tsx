import { LazyPlace } from './lazy-place.tsx'

const fetchMailroom = async () => (await import('../mailroom/mailroom.tsx')).Mailroom

/** What came in by mail, and what is on its way out. */
export function MailPlace() {
  return <LazyPlace id="mailroom" fetch={fetchMailroom} failed="mailNotLoaded" />
}
