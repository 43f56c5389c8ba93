/* The telephone: sends as a citizen, and asks every second what the office answered. */
const find = (selector) => document.querySelector(selector)
const settings = find('#settings')
const composer = find('#composer')
const thread = find('#thread')

const states = {
  id: {
    queued: 'dalam antrean',
    sent: 'terkirim',
    delivered: 'sampai',
    undelivered: 'tidak sampai',
    received: '',
  },
  en: { queued: 'queued', sent: 'sent', delivered: 'delivered', undelivered: 'not delivered', received: '' },
}
const failures = {
  id: {
    offline: 'Simulator tidak dapat dihubungi.',
    refused: 'Kantor menolak pesan ini.',
    file: 'Berkas ini terlalu besar.',
    none: 'tidak ada',
  },
  en: {
    offline: 'The simulator cannot be reached.',
    refused: 'The office refused this message.',
    file: 'This file is too large.',
    none: 'none',
  },
}

let language = localStorage.getItem('simulator:language') === 'en' ? 'en' : 'id'
let numbers = { sms: null, whatsapp: null }
let shown = ''

settings.from.value = localStorage.getItem('simulator:from') ?? settings.from.value
for (const element of document.querySelectorAll('[data-en]')) element.dataset.id = element.textContent.trim()
for (const element of document.querySelectorAll('[data-en-label]'))
  element.dataset.idLabel = element.ariaLabel
speak()

find('#language').addEventListener('click', () => {
  language = language === 'id' ? 'en' : 'id'
  localStorage.setItem('simulator:language', language)
  speak()
  void refresh()
})
settings.addEventListener('input', () => void refresh())
settings.addEventListener('submit', (event) => event.preventDefault())
find('#text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  composer.requestSubmit()
})
composer.addEventListener('submit', (event) => {
  event.preventDefault()
  void send()
})

numbers = await fetch('numbers').then((response) => response.json())
await refresh()
setInterval(() => void refresh(), 1000)

find('#files').addEventListener('change', async ({ target }) => {
  const files = await Promise.all([...target.files].map((file) => handIn(file, file.type)))
  target.value = ''
  await send({ files: files.filter(Boolean) })
})
find('#place').addEventListener('click', () =>
  send({ place: { latitude: -6.1849, longitude: 106.8113, label: 'TPU Karet Bivak' } }),
)
find('#contact').addEventListener('click', async () => {
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Budi Santoso', 'TEL;TYPE=CELL:+628119998877', 'END:VCARD']
  const file = await handIn(new Blob([lines.join('\r\n')]), 'text/vcard')
  if (file) await send({ files: [file] })
})
find('#reaction').addEventListener('click', () => send({ reaction: '👍' }))

/** Bytes first, by their own road; the message then names them. */
async function handIn(content, type) {
  const response = await fetch('files', {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-type': type || 'application/octet-stream',
    },
    body: content,
  }).catch(() => null)
  if (!response?.ok) return void complain(failures[language].file)
  return (await response.json()).id
}

async function send(extra = {}) {
  if (!settings.from.reportValidity()) return
  const { kind, from } = settings
  const message = { kind: kind.value, from: from.value, text: composer.text.value, ...extra }
  try {
    const response = await fetch('send', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    const answer = await response.json()
    if (!response.ok) return complain(answer.title)
    if (answer.status !== 200) return complain(`${failures[language].refused} (HTTP ${answer.status})`)
    from.value = answer.from
    localStorage.setItem('simulator:from', answer.from)
    composer.reset()
    complain('')
  } catch {
    complain(failures[language].offline)
  }
  await refresh()
}

async function refresh() {
  const { kind, from } = settings
  find('#office').value = numbers[kind.value === 'call' ? 'sms' : kind.value] ?? failures[language].none
  find('#extras').hidden = kind.value !== 'whatsapp'
  if (kind.value === 'call') return void (shown = '') // what is said there is call.js's
  const messages = await fetch('messages')
    .then((response) => response.json())
    .catch(() => null)
  if (!messages) return
  const mine = messages.filter(
    (message) => message.kind === kind.value && [message.from, message.to].includes(from.value.trim()),
  )
  const signature = language + JSON.stringify(mine.map((message) => [message.sid, message.status]))
  if (signature === shown) return
  shown = signature
  const before = thread.children.length
  mine.forEach((message, index) => show(message, index))
  while (thread.children.length > mine.length) thread.lastElementChild.remove()
  find('#empty').hidden = mine.length > 0
  if (mine.length !== before) thread.scrollTop = thread.scrollHeight
}

/** Bubbles are kept where they are, so that a screen reader hears only what is new. */
function show(message, index) {
  const bubble = thread.children[index] ?? thread.appendChild(document.createElement('p'))
  const state = states[language][message.status] + (message.errorCode ? ` (${message.errorCode})` : '')
  const content = message.body + state
  if (bubble.dataset.sid === message.sid && bubble.dataset.content === content) return
  bubble.dataset.sid = message.sid
  bubble.dataset.content = content
  bubble.className = message.direction
  bubble.replaceChildren(...words(message.body))
  const { MediaUrl, NumMedia, Label } = message.fields
  if (MediaUrl) bubble.append(' ', link(MediaUrl, '📎'))
  if (Number(NumMedia) > 0) bubble.append(` 📎 ${NumMedia}`)
  if (Label) bubble.append(` 📍 ${Label}`)
  if (state) bubble.appendChild(document.createElement('small')).textContent = state
}

/** Addresses in it can be opened, as on any telephone. */
function words(text) {
  return text.split(/(https?:\/\/\S+)/).map((piece, index) => (index % 2 ? link(piece, piece) : piece))
}

function link(href, text) {
  const anchor = document.createElement('a')
  Object.assign(anchor, { href, textContent: text, target: '_blank', rel: 'noopener' })
  return anchor
}

function complain(sentence) {
  find('#error').textContent = sentence
}

function speak() {
  document.documentElement.lang = language
  for (const element of document.querySelectorAll('[data-en]'))
    element.textContent = element.dataset[language]
  for (const element of document.querySelectorAll('[data-en-placeholder]')) {
    element.dataset.idPlaceholder ??= element.placeholder
    element.placeholder = element.dataset[`${language}Placeholder`]
  }
  for (const element of document.querySelectorAll('[data-en-label]')) {
    element.ariaLabel = element.dataset[`${language}Label`]
  }
  const button = find('#language')
  button.textContent = language === 'id' ? 'English' : 'Bahasa Indonesia'
  button.lang = language === 'id' ? 'en' : 'id'
}
