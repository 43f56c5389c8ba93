/** `kill -9`, again and again, while mails come in by IMAP and SMTP and answers go out by SMTP; then everything is counted. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { MailboxCheck } from '../../server/wire/mailbox.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { freePort, waitFor, type Client } from '../_office.ts'
import { sendRaw } from '../server/_cast.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { scratchDir, startServer, type Server, type Vars } from './_server.ts'

export interface KillsFound {
  /** Delivered into the mailbox, and handed in and accepted by SMTP. */
  mails: { byImap: number; bySmtp: number }
  /** Answers that the API accepted. */
  answers: number
  lost: string[]
  doubled: string[]
  /** Answers of which nobody can say whether they left: shown as such, and never sent again by themselves. */
  uncertain: { what: string; arrived: boolean }[]
  /** What lies in the mailbox, and how much of it the ledger has. */
  balance: { held: number; kept: number }
}

/** Kills the server so many times, each within a second of its start, and gives back what became of everything. */
export async function killOften(kills: number, say: (progress: string) => void): Promise<KillsFound> {
  const dir = scratchDir()
  const dovecot = await startDovecot()
  const sink = await startSmtpSink()
  const vars: Vars = {
    PORT: String(await freePort()),
    MAIL_ADDRESS: dovecot.address,
    IMAP_URL: dovecot.imapUrl,
    SMTP_URL: sink.url,
    ACKNOWLEDGE: 'off',
    MAIL_AUTH: 'off',
    LOG_LEVEL: 'silent',
  }
  let server = await startServer(dir.path, vars)
  try {
    const work = createWork(dovecot, await server.signIn())
    for (let kill = 1; kill <= kills; kill++) {
      const life = { isOver: false }
      const running = [work.fillMailbox(kill, life), work.handIn(kill, life, server), work.answer(life)]
      await pause(50 + Math.random() * 700)
      await server.stop('SIGKILL')
      life.isOver = true
      await Promise.all(running)
      server = await startServer(dir.path, vars)
      await work.finishBrokenOff(server)
      if (kill % 10 === 0) say(`${kill} kills, ${work.accepted.length} mails, ${work.answered.size} answers`)
    }
    return await work.count(sink)
  } finally {
    await server.stop('SIGKILL')
    await Promise.all([dovecot.stop(), sink.stop()])
    dir.remove()
  }
}

type Life = { isOver: boolean }

function createWork(dovecot: Dovecot, sari: Client) {
  const accepted: string[] = []
  let byImap = 0
  /** By subject, which is one of a kind: each ticket gets one answer. */
  const answered = new Map<string, { ticketId: number; clientId: string }>()
  const brokenOff: ((server: Server) => Promise<void>)[] = []

  const postAnswer = async (
    subject: string,
    { ticketId, clientId }: { ticketId: number; clientId: string },
  ) => {
    const { status } = await sari.request('POST', `/tickets/${ticketId}/replies`, {
      text: `Jawaban: ${subject}`,
      clientId,
    })
    if (status !== 201 && status !== 200) throw new Error(`the answer was refused: ${status}`)
    answered.set(subject, { ticketId, clientId })
  }

  return {
    accepted,
    answered,
    async fillMailbox(kill: number, life: Life): Promise<void> {
      for (let number = 0; !life.isOver; number++) {
        const subject = `kotak ${kill}.${number}`
        await dovecot.deliver(mailOf(subject, dovecot.address))
        byImap++
        accepted.push(subject)
      }
    },
    async handIn(kill: number, life: Life, server: Server): Promise<void> {
      for (let number = 0; !life.isOver; number++) {
        const subject = `langsung ${kill}.${number}`
        const send = ({ smtpPort }: Server) =>
          sendRaw(smtpPort, mailOf(subject, dovecot.address), 'warga@example.org', dovecot.address).then(
            () => void accepted.push(subject),
          )
        await send(server).catch(() => {
          brokenOff.push(send)
          life.isOver = true
        })
      }
    },
    async answer(life: Life): Promise<void> {
      while (!life.isOver) {
        const fresh = await sari.tickets('status=new&limit=20').catch(() => [])
        if (fresh.length === 0) await pause(20)
        for (const { id: ticketId, subject } of fresh) {
          if (life.isOver) return
          const answer = { ticketId, clientId: randomUUID() }
          await postAnswer(subject, answer).catch(
            () => void brokenOff.push(() => postAnswer(subject, answer)),
          )
        }
      }
    },
    /** Its sender sends again what was not accepted: a mail server the mail, the console the answer with its clientId. */
    async finishBrokenOff(server: Server): Promise<void> {
      for (const again of brokenOff.splice(0)) await again(server)
    },
    async count(sink: SmtpSink): Promise<KillsFound> {
      const threads = await waitFor(
        () => settledThreads(sari, accepted.length),
        'everything to settle',
        120_000,
      )
      const inbound = threads.flatMap(({ ticket, messages }) =>
        messages.filter(({ direction }) => direction === 'inbound').map(() => ticket.subject),
      )
      const answers = threads.flatMap(({ ticket, messages }) =>
        messages
          .filter(({ direction }) => direction === 'outbound')
          .map(({ delivery }) => ({ what: ticket.subject, state: delivery?.state })),
      )
      const arrived = tally(
        sink.mails.map(({ raw }) => /^Subject: (?:Re: )?(.+?) \[/m.exec(raw.toString())?.[1] ?? ''),
      )
      const written = tally(answers.map(({ what }) => what))
      const taken = tally(inbound)
      const uncertain = answers.filter(({ state }) => state === 'uncertain')
      const mustArrive = answers.filter(({ state }) => state !== 'uncertain').map(({ what }) => what)
      return {
        mails: { byImap, bySmtp: accepted.length - byImap },
        answers: answered.size,
        lost: [
          ...accepted.filter((what) => !taken.has(what)),
          ...[...answered.keys()].filter((what) => !written.has(what)).map((what) => `answer ${what}`),
          ...mustArrive.filter((what) => !arrived.has(what)).map((what) => `answer on its way ${what}`),
        ],
        doubled: [taken, written, arrived].flatMap((counts) =>
          [...counts].filter(([, times]) => times > 1).map(([what]) => what),
        ),
        uncertain: uncertain.map(({ what }) => ({ what, arrived: arrived.has(what) })),
        balance: await balanceOf(sari),
      }
    },
  }
}

function mailOf(subject: string, to: string): string {
  const id = subject.replaceAll(' ', '-')
  const head = [
    `From: ${id}@example.org`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}@example.org>`,
  ]
  return [...head, '', `Halo dari ${subject}.`, ''].join('\r\n')
}

/** Every ticket with its messages, once all mails are in and nothing is on its way any more. */
async function settledThreads(sari: Client, mails: number) {
  const { body: outbox } = await sari.request<{ counts: { queued: number; sending: number } }>(
    'GET',
    '/outbox?limit=1',
  )
  if (outbox.counts.queued + outbox.counts.sending > 0) return null
  const tickets: Ticket[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body }: { body: Page<Ticket> } = await sari.request(
      'GET',
      `/tickets?limit=100${cursor && `&cursor=${cursor}`}`,
    )
    tickets.push(...body.items)
    cursor = body.nextCursor
  }
  if (tickets.length < mails) return null
  const threads: { ticket: Ticket; messages: Message[] }[] = []
  for (const ticket of tickets) threads.push({ ticket, messages: await sari.messages(ticket.id) })
  return threads
}

function tally(list: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

async function balanceOf(sari: Client): Promise<KillsFound['balance']> {
  await sari.request('POST', '/mailboxes/check')
  const check = await waitFor(async () => {
    const { body } = await sari.request<MailboxCheck>('GET', '/mailboxes/check')
    return body.state === 'done' && body
  }, 'mailbox and ledger to be compared')
  const balance = check.folders[0]?.balance
  const kept = Object.values(balance?.buckets ?? {}).reduce((sum, count) => sum + count, 0)
  return { held: balance?.held ?? -1, kept }
}
