/** What agents say of themselves, and what citizens see of it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Agent, Colleague } from '../../server/wire/agent.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Page } from '../../server/wire/page.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { startChat } from './_cast.ts'

let office: Office
let sari: Client
beforeAll(async () => {
  office = await openOffice()
  sari = await office.signIn()
})
afterAll(() => office.stop())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const upload = (body: Buffer) =>
  fetch(`${office.url}/api/v1/agents/me/picture`, {
    method: 'POST',
    headers: {
      cookie: sari.cookie,
      'x-csrf-token': sari.csrfToken,
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(body),
  })
const me = async () => (await sari.request<{ agent: Agent }>('GET', '/session')).body.agent

it('asks the first admin for a name, until there is one', async () => {
  expect(await me()).toMatchObject({ name: 'Admin', named: false })
  expectProblem(await sari.request('PATCH', '/agents/me', { name: '  ' }), 400)
  await sari.request('PATCH', '/agents/me', { name: 'Sari Wulandari' })
  expect(await me()).toMatchObject({ name: 'Sari Wulandari', named: true, availability: 'available' })
})

it('calls an agent by the name for citizens, to citizens alone', async () => {
  await sari.request('PATCH', '/agents/me', { citizenName: 'Mbak Sari' })
  const { window, ticketId } = await startChat(office, { text: 'Halo' })
  const desk = await office.desk(sari)
  await desk.send('typing', { ticketId, on: true })
  await window.until('typing', (one: { name: string }) => one.name === 'Mbak Sari')
  await sari.reply(ticketId, 'Baik.')
  await window.until('agent', (one: { name: string }) => one.name === 'Mbak Sari')
  expect((await window.until<Message>('message')).author.name).toBe('Mbak Sari')
  const { body } = await sari.request<Page<Colleague>>('GET', '/agents')
  expect(body.items[0]).toMatchObject({ name: 'Sari Wulandari', citizenName: 'Mbak Sari' })
  await sari.request('PATCH', '/agents/me', { citizenName: '' })
  expect(await me()).not.toHaveProperty('citizenName')
})

it('shows an agent’s picture to citizens, by its content and not by its name', async () => {
  expect((await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).status).toBe(415)
  expect((await upload(Buffer.concat([png, Buffer.alloc(201 * 1024)]))).status).toBe(413)
  expect((await upload(png)).status).toBe(200)
  const { picture = '' } = await me()
  const shown = await fetch(office.url + picture)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png)
  const { window, ticketId } = await startChat(office, { text: 'Halo lagi' })
  await sari.reply(ticketId, 'Baik.')
  await window.until('agent', (one: { picture?: string }) => one.picture === picture)
  expect((await window.until<Message>('message')).author.picture).toBe(picture)
  expect((await fetch(`${office.url}/api/v1/pictures/${'0'.repeat(64)}`)).status).toBe(404)
  await sari.request('DELETE', '/agents/me/picture')
  expect(await me()).not.toHaveProperty('picture')
})
