import { useMemo, useRef } from 'preact/hooks'
import '../styles/mailroom.css'
import { useDesk } from '../contexts.ts'
import { useLostFocus } from '../lib/use-lost-focus.ts'
import { formatMail, mailLog, type MailPlace } from '../store/route.ts'
import { createLog } from './log.ts'
import { Mailboxes } from './mailboxes.tsx'
import { MailDetail } from './mail-detail.tsx'
import { MailLog } from './mail-log.tsx'
import { createQueue } from './queue.ts'
import { SendQueue } from './send-queue.tsx'
import { useWords } from './use-words.ts'

/** What came in by mail, what is on its way out, and how the mailboxes are doing. */
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
          {tab === 'in' && <MailLog log={log} />}
          {tab === 'out' && <SendQueue queue={queue} />}
          {tab === 'boxes' && <Mailboxes log={log} />}
        </div>
      ) : (
        <MailDetail key={id} id={id} />
      )}
    </main>
  )
}

const tabs = [
  { tab: 'in', words: 'tabIn' },
  { tab: 'out', words: 'tabOut' },
  { tab: 'boxes', words: 'tabBoxes' },
] as const

function Head({ tab }: Pick<MailPlace, 'tab'>) {
  const t = useWords()
  return (
    <header class="mailroom__head">
      <div>
        <h1 class="mailroom__title">{t('mailPlace')}</h1>
        <p class="mailroom__lead">{t('mailLead')}</p>
      </div>
      <nav class="mailroom__tabs" aria-label={t('mailTabs')}>
        {tabs.map(({ tab: one, words }) => (
          <a
            key={one}
            class="mailroom__tab"
            href={formatMail({ tab: one, id: null })}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(words)}
          </a>
        ))}
      </nav>
    </header>
  )
}
