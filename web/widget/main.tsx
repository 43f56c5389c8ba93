import { render } from 'preact'
import { io } from 'socket.io-client'
import './panel.css'
import { createConnection, type ChatSocket } from './connection.ts'
import { createConversation } from './conversation.ts'
import { createHost } from './host.ts'
import { storageKey } from './memory.ts'
import { Panel } from './panel.tsx'
import { nextToSend, unread } from './state.ts'
import { wordsIn } from './words.ts'

const root = document.getElementById('panel')
if (root) start(root)

function start(root: HTMLElement): void {
  let isShown = true
  const host = createHost({
    shown(text) {
      isShown = true
      if (text) ask = { text }
      connection.wake()
      draw()
    },
    hidden() {
      isShown = false
      draw()
    },
    language(next) {
      language = next
      draw()
    },
  })
  let language = host.language
  let ask = { text: host.ask }
  const conversation = createConversation(openStorage(), {
    newId: () => crypto.randomUUID(),
    now: () => new Date(),
  })
  const connection = createConnection(conversation, dial, draw)

  if (host.theme === 'light' || host.theme === 'dark') document.documentElement.dataset.theme = host.theme
  conversation.listen(draw)
  addEventListener('storage', ({ key }) => {
    if (key !== storageKey && key !== null) return
    conversation.reload()
    connection.follow()
  })
  addEventListener('online', () => connection.wake())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.wake()
    draw()
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) host.close()
  })

  if (conversation.state().token !== null || nextToSend(conversation.state())) connection.open()
  draw()

  function draw(): void {
    const state = conversation.state()
    if (isShown && document.visibilityState === 'visible' && unread(state).length > 0) {
      // Comes back here through the change it makes.
      connection.markRead()
      return
    }
    document.documentElement.lang = language
    host.showUnread(unread(state).length)
    render(
      <Panel
        state={state}
        live={connection.live()}
        ask={ask}
        language={language}
        words={wordsIn(language)}
        actions={{
          close: host.isEmbedded ? host.close : null,
          begin(visitor, text) {
            ask = { text: '' }
            conversation.begin({ ...visitor, language }, text)
            connection.open()
          },
          say(text) {
            ask = { text: '' }
            conversation.say(text)
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
          anew() {
            // What was never sent goes along, as the beginning of the next question.
            ask = { text: state.pending.map(({ text }) => text).join('\n\n') || ask.text }
            connection.close()
            conversation.reset()
          },
        }}
      />,
      root,
    )
  }
}

/** Part of the first load: a panel opened with a line and used in a basement has all it needs to come back. */
function dial(credentials: () => object): ChatSocket {
  return io('/chat', { auth: (give) => give(credentials()), autoConnect: false, reconnectionDelayMax: 8_000 })
}

/** Merely touching localStorage throws where a browser blocks it in frames. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
