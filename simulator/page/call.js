/* The telephone's voice: rings the office, says aloud what it says, takes keys, words and a recording. */
import { recordWav } from './record.js'

const find = (selector) => document.querySelector(selector)
const settings = find('#settings')
const thread = find('#thread')
const words = {
  id: {
    idle: 'Siap menelepon',
    ringing: 'Berdering…',
    'in-progress': 'Tersambung',
    completed: 'Telepon selesai',
    talk: 'Berbicara dengan petugas',
    held: 'Ditahan petugas',
    connected: 'Tersambung dengan petugas',
    music: '♪ musik',
    desk: 'Meja petugas berdering',
    gather: 'Menunggu Anda',
    record: 'Setelah nada, bicaralah',
    rings: 'berdering',
    answer: 'Angkat',
    decline: 'Tolak',
    stop: 'Selesai merekam',
    record_start: 'Rekam',
    offline: 'Simulator tidak dapat dihubungi.',
    noVoice: 'Mikrofon tidak dapat dipakai; sebuah nada ditinggalkan.',
  },
  en: {
    idle: 'Ready to ring',
    ringing: 'Ringing…',
    'in-progress': 'Connected',
    completed: 'Call ended',
    talk: 'Talking with an officer',
    held: 'On hold',
    connected: 'Connected to an officer',
    music: '♪ music',
    desk: 'An officer’s desk rings',
    gather: 'Waiting for you',
    record: 'Speak after the tone',
    rings: 'is ringing',
    answer: 'Answer',
    decline: 'Decline',
    stop: 'Stop recording',
    record_start: 'Record',
    offline: 'The simulator cannot be reached.',
    noVoice: 'The microphone cannot be used; a tone was left.',
  },
}
const t = (key) => words[document.documentElement.lang === 'en' ? 'en' : 'id'][key]

let sid = null
let shown = 0
let calls = []
let recording = null

for (const key of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']) {
  const button = find('#keys').appendChild(document.createElement('button'))
  button.type = 'button'
  button.textContent = key
  button.addEventListener('click', () => press(key))
}
/** A number is typed as a whole, and sent with its hash key. */
let typed = ''

find('#ring').addEventListener('click', async () => {
  thread.replaceChildren()
  shown = 0
  typed = ''
  const rung = await send('calls', { from: settings.from.value })
  if (rung) sid = rung.sid
  await look()
})
find('#hang-up').addEventListener('click', () => act({ do: 'hang-up' }))
find('#speech').addEventListener('submit', (event) => {
  event.preventDefault()
  void act({ do: 'say', words: find('#words').value })
  event.target.reset()
})
find('#tone').addEventListener('click', () => act({ do: 'record', seconds: 4 }))
find('#record').addEventListener('click', async () => {
  if (recording) return recording.stop()
  recording = await recordWav().catch(() => null)
  if (!recording) {
    find('#error').textContent = t('noVoice')
    return act({ do: 'record', seconds: 4 })
  }
  find('#record').textContent = t('stop')
  const { sound, seconds } = await recording.done
  recording = null
  find('#record').textContent = t('record_start')
  await act({ do: 'record', seconds, sound })
})
find('#aloud').addEventListener('change', () => speechSynthesis?.cancel())
settings.addEventListener('input', () => void look())
await look()
setInterval(() => void look(), 500)

function press(key) {
  const awaits = mine()?.awaits
  if (awaits?.kind !== 'gather') return
  speechSynthesis?.cancel()
  typed += key
  if (awaits.digits === null && key !== '#' && key !== '0') return showState()
  if (awaits.digits === null && key === '0' && typed !== '0') return showState()
  void act({ do: 'press', keys: typed })
}

async function act(what) {
  typed = ''
  if (sid) await send(`calls/${sid}`, what)
  await look()
}

async function send(address, body) {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    find('#error').textContent = response.ok ? '' : answer.title
    return response.ok ? answer : null
  } catch {
    find('#error').textContent = t('offline')
    return null
  }
}

function mine() {
  return calls.find((call) => call.sid === sid)
}

async function look() {
  const isCall = settings.kind.value === 'call'
  find('#call').hidden = !isCall
  find('#composer').hidden = isCall
  calls = await fetch('calls')
    .then((response) => response.json())
    .catch(() => calls)
  showRinging()
  if (!isCall) {
    if (thread.dataset.of === 'call') thread.replaceChildren()
    thread.dataset.of = 'messages'
    shown = 0
    return
  }
  if (thread.dataset.of !== 'call') thread.replaceChildren()
  thread.dataset.of = 'call'
  find('#empty').hidden = true
  for (const heard of mine()?.heard.slice(shown) ?? []) hear(heard)
  shown = mine()?.heard.length ?? 0
  showState()
}

/** What happens on the line, in words. */
function lineWords(text) {
  if (text === '⇄') return t('connected')
  if (text.startsWith('♪ /')) return t('music')
  return text.replace(/client:officer-\d+/g, t('desk'))
}

function hear({ who, text, language }) {
  const bubble = thread.appendChild(document.createElement('p'))
  bubble.className = { office: 'outbound', caller: 'inbound', line: 'line' }[who]
  bubble.textContent = who === 'line' ? lineWords(text) : text
  if (language) bubble.lang = language
  thread.scrollTop = thread.scrollHeight
  if (who === 'caller') speechSynthesis?.cancel()
  if (who !== 'office' || !find('#aloud').checked || !('speechSynthesis' in window)) return
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language ?? 'id-ID'
  speechSynthesis.speak(utterance)
}

function showState() {
  const call = mine()
  const isOn = call?.state === 'ringing' || call?.state === 'in-progress'
  const held = call?.isHeld ? 'held' : null
  const state =
    held || (isOn && call.awaits && words.id[call.awaits.kind] && call.awaits.kind) || call?.state || 'idle'
  const said = typed ? `${typed}…` : t(state)
  if (find('#call-state').value !== said) find('#call-state').value = said
  find('#ring').hidden = isOn
  find('#hang-up').hidden = !isOn
  find('#recorder').hidden = call?.awaits?.kind !== 'record'
  const keys = call?.awaits?.kind === 'gather' && call.awaits.keys
  for (const button of find('#keys').children) button.disabled = !keys
  for (const field of find('#speech').elements)
    field.disabled = !(call?.awaits?.kind === 'gather' && call.awaits.speech)
}

/** Officers' telephones, and the citizen's own when the office calls back. */
function showRinging() {
  // An officer's browser rings at the desk.
  const isHere = ({ direction, to }) => direction === 'outbound' && !to.startsWith('client:')
  const busy = (call) => isHere(call) && (call.state === 'ringing' || call.awaits)
  const now = calls.filter(busy)
  const signature = JSON.stringify(
    now.map((call) => [call.sid, call.state, call.awaits?.kind, call.heard.length]),
  )
  const list = find('#ringing')
  if (list.dataset.shown === signature + t('answer')) return
  list.dataset.shown = signature + t('answer')
  list.replaceChildren(...now.map(ringingItem))
}

function ringingItem(call) {
  const item = document.createElement('li')
  const waits = call.awaits?.kind
  item.textContent =
    waits === 'answer'
      ? `☏ ${call.to} ${t('rings')}`
      : `☏ ${call.to}: ${lineWords(call.heard.at(-1)?.text ?? '')}`
  const button = (name, what, look) => {
    const made = item.appendChild(document.createElement('button'))
    made.type = 'button'
    made.className = look
    made.textContent = name
    made.addEventListener('click', () => void send(`calls/${call.sid}`, what).then(lookAgain))
  }
  const lookAgain = () => look()
  if (waits === 'answer') {
    button(t('answer'), { do: 'answer' }, 'go')
    button(t('decline'), { do: 'decline' }, 'stop')
  } else {
    if (waits === 'gather') button('1', { do: 'press', keys: '1' }, '')
    button('✕', { do: 'hang-up' }, 'stop')
  }
  return item
}
