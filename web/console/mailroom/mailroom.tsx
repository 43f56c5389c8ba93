import { useMemo, useRef } from 'preact/hooks'
import '../styles/mailroom.css'
import { useDesk } from '../contexts.ts'
import { useLostFocus } from '../lib/use-lost-focus.ts'
import { formatMail, mailLog } from '../store/route.ts'
import { createLog } from './log.ts'
import { MailDetail } from './mail-detail.tsx'
import { MailLog } from './mail-log.tsx'
import { createQueue } from './queue.ts'
import { SendQueue } from './send-queue.tsx'
import { useWords } from './use-words.ts'

/** What came in by mail, and what is on its way out. */
export function Mailroom() {
  const { route, api } = useDesk()
  const { tab, id } = route.place.value.mail ?? mailLog
  const root = useRef<HTMLElement>(null)
  // Here, so that whoever comes back from a mail finds the list as it was left.
  const log = useMemo(() => createLog(api.mail), [api])
  const queue = useMemo(() => createQueue(api.mail), [api])
  useLostFocus(`${tab}/${id}`, root)
  return (
    <main class="mailroom place" id="mailroom" ref={root} tabIndex={-1}>
      {id === null ? (
        <div class="mailroom__lists">
          <Head tab={tab} />
          {tab === 'in' ? <MailLog log={log} /> : <SendQueue queue={queue} />}
        </div>
      ) : (
        <MailDetail key={id} id={id} />
      )}
    </main>
  )
}

function Head({ tab }: { tab: 'in' | 'out' }) {
  const t = useWords()
  const current = (one: 'in' | 'out') => (one === tab ? 'page' : undefined)
  return (
    <header class="mailroom__head">
      <div>
        <h1 class="mailroom__title">{t('mailPlace')}</h1>
        <p class="mailroom__lead">{t('mailLead')}</p>
      </div>
      <nav class="mailroom__tabs" aria-label={t('mailTabs')}>
        <a class="mailroom__tab" href={formatMail({ tab: 'in', id: null })} aria-current={current('in')}>
          {t('tabIn')}
        </a>
        <a class="mailroom__tab" href={formatMail({ tab: 'out', id: null })} aria-current={current('out')}>
          {t('tabOut')}
        </a>
      </nav>
    </header>
  )
}
