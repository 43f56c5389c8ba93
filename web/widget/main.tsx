import { render } from 'preact'
import { Manager } from 'socket.io-client'
import './panel.css'
import { createConnection, type ChatSocket } from './connection.ts'
import { createConversation } from './conversation.ts'
import { createHost } from './host.ts'
import { storageKey } from './memory.ts'
import { Panel } from './panel.tsx'
import { loadOffice, type OfficeNow } from './office.ts'
import { createQuiet } from './quiet.ts'
import { Decoder, Encoder } from './packets.ts'
import { isGoing, nextToSend, unread } from './state.ts'
import { loadWords, type Language, type Words } from './words.ts'

const root = document.getElementById('panel')
if (root) start(root)

function start(root: HTMLElement): void {
  let office: OfficeNow | null = null
  let askedOfficeAt = 0
  let unreadBefore = Infinity
  const host = createHost({
    shown(text) {
      isShown = true
      if (text) ask = { text }
      connection.wake()
      draw()
      focusField(root)
      void askOffice()
    },
    hidden() {
      isShown = false
      draw()
    },
    language: (next) => void speak(next),
  })
  let isShown = !host.isHidden
  let language = host.language
  /** Null until they are here. */
  let words: Words | null = null
  let ask = { text: host.ask }
  const storage = openStorage()
  const quiet = createQuiet(storage)
  const conversation = createConversation(storage, {
    newId,
    now: () => new Date(),
  })
  const connection = createConnection(
    conversation,
    (credentials) => dial(() => ({ ...credentials(), ...host.about })),
    draw,
  )

  if (host.theme === 'light' || host.theme === 'dark') document.documentElement.dataset.theme = host.theme
  conversation.listen(draw)
  addEventListener('storage', ({ key }) => {
    if (key !== storageKey && key !== null) return
    conversation.reload()
    connection.follow()
  })
  addEventListener('offline', () => connection.lost())
  addEventListener('online', () => {
    connection.wake()
    void askOffice()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      connection.wake()
      void askOffice()
    }
    draw()
  })
  addEventListener('keydown', (event) => {
    const isPicking = document.querySelector(':popover-open')
    if (event.key === 'Escape' && !isPicking && !event.defaultPrevented) host.close()
  })

  if (conversation.state().token !== null || nextToSend(conversation.state())) connection.open()
  void speak(language)
  if (isShown) void askOffice()

  async function speak(next: Language): Promise<void> {
    language = next
    const loaded = await loadWords(next)
    if (language !== next) return
    words = loaded
    draw()
  }

  async function askOffice(): Promise<void> {
    if (Date.now() - askedOfficeAt < officeNewsMs) return
    askedOfficeAt = Date.now()
    const news = await loadOffice()
    if (news) office = news
    else askedOfficeAt = 0
    draw()
  }

  function draw(): void {
    const state = conversation.state()
    if (isShown && document.visibilityState === 'visible' && unread(state).length > 0) {
      // Comes back here through the change it makes.
      connection.markRead()
      return
    }
    document.documentElement.lang = language
    const count = unread(state).length
    if (count > unreadBefore) quiet.ring()
    unreadBefore = count
    host.tellChat(count, isGoing(state), quiet.isOn())
    if (!words) return
    render(
      <Panel
        state={state}
        isLasting={conversation.isLasting()}
        live={connection.live()}
        office={office}
        ask={ask}
        isQuiet={quiet.isOn()}
        language={language}
        words={words}
        actions={{
          close: host.isEmbedded ? host.close : null,
          begin(visitor, text) {
            ask = { text: '' }
            conversation.begin({ ...visitor, language }, text)
            connection.open()
          },
          say(text, files) {
            ask = { text: '' }
            conversation.say(text, files)
            connection.open()
          },
          retry(clientId) {
            conversation.retry(clientId)
            connection.open()
          },
          discard: conversation.discard,
          typing: connection.typing,
          end() {
            conversation.requestEnd()
            connection.open()
          },
          judge(verdict) {
            conversation.judge(verdict)
            connection.open()
          },
          comeBack: conversation.comeBack,
          others: connection.others,
          show: connection.show,
          mailTranscript: connection.mailTranscript,
          toggleQuiet() {
            quiet.toggle()
            draw()
          },
          forget() {
            void connection.revoke().then(() => {
              connection.close()
              conversation.reset()
            })
          },
          rate(score, comment) {
            conversation.rate(score, comment)
            connection.open()
          },
          anew() {
            // What was never sent goes along, as the beginning of the next question.
            ask = { text: state.pending.map(({ text }) => text).join('\n\n') || ask.text }
            connection.close()
            conversation.anew()
          },
        }}
      />,
      root,
    )
  }
}

/** Hours and holidays change slowly; so often they are asked for again by whoever looks. */
const officeNewsMs = 5 * 60_000

/** Where one writes next: the first field that must be filled and is not, else the last. */
function focusField(root: HTMLElement): void {
  const fields = root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    '.form [required], .composer textarea',
  )
  const next = [...fields].find(({ value }) => value === '') ?? [...fields].at(-1)
  next?.focus()
}

/** As `crypto.randomUUID`, which browsers keep from pages that are not served by https. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** Part of the first load: a panel opened with a line and used in a basement has all it needs to come back. */
function dial(credentials: () => object): ChatSocket {
  const manager = new Manager({
    path: '/socket.io',
    autoConnect: false,
    reconnectionDelayMax: 8_000,
    parser: { Decoder, Encoder },
  })
  return manager.socket('/chat', { auth: (give) => give(credentials()) })
}

/** Merely touching localStorage throws where a browser blocks it in frames. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
