/** Whether anybody is there who takes chats: told before and while one waits, and when that changes. */
import { afterAll, beforeAll, it } from 'vitest'
import type { OfficeNow } from '../../server/wire/office.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'
import { addColleague } from './_staff.ts'

let office: Office
let sari: Client
let desk: Screen
let chat: Started
beforeAll(async () => {
  office = await openOffice()
  sari = await office.signIn()
  chat = await startChat(office, { text: 'halo' })
})
afterAll(() => office.stop())

const officeSays = (isStaffed: boolean) =>
  waitFor(
    async () => {
      const { staffed } = (await (await fetch(`${office.url}/api/v1/office`)).json()) as OfficeNow
      return staffed === isStaffed
    },
    `an office that is ${isStaffed ? '' : 'not '}staffed`,
  )
const lastHeard = (window: Screen) =>
  window.heard.filter(({ name }) => name === 'queue').at(-1)?.payload as { staffed: boolean } | undefined
const windowHears = (window: Screen, isStaffed: boolean) =>
  waitFor(() => lastHeard(window)?.staffed === isStaffed, `staffed: ${isStaffed}`, 15_000)

it('says that nobody is there while no console is open', async () => {
  await officeSays(false)
  await windowHears(chat.window, false)
})

it('tells who waits when somebody comes, goes for lunch, and closes the laptop', async () => {
  desk = await office.desk(sari)
  await windowHears(chat.window, true)
  await officeSays(true)
  await sari.request('PATCH', '/agents/me', { availability: 'away' })
  await windowHears(chat.window, false)
  await sari.request('PATCH', '/agents/me', { availability: 'available' })
  await windowHears(chat.window, true)
  desk.socket.disconnect()
  await windowHears(chat.window, false)
  await officeSays(false)
})

it('says so of a team’s chat when its members are away, whoever else is there', async () => {
  const budi = await addColleague(office, 'Budi')
  const { body: me } = await budi.request<{ agent: { id: number } }>('GET', '/session')
  const { body: team } = await sari.request<{ id: number }>('POST', '/teams', {
    name: 'Kesehatan',
    memberIds: [me.agent.id],
  })
  await office.desk(sari)
  await windowHears(chat.window, true)
  await sari.request('PATCH', `/tickets/${chat.ticketId}`, { teamId: team.id })
  await windowHears(chat.window, false)
  await office.desk(budi)
  await windowHears(chat.window, true)
})
