import { afterEach, describe, expect, it } from 'vitest'
import { createThread } from '../../../web/console/store/thread.ts'
import { waitFor } from '../../_office.ts'
import { aMessage, aTicket } from './_cast.ts'
import { openOffice, sendJson, type Office } from './_office.ts'

let office: Office | undefined
afterEach(() => office?.close())

describe('a message of which the live line tells only the beginning', () => {
  async function openThread(status: number) {
    office = await openOffice((request, response) => {
      const path = request.url ?? ''
      if (path.endsWith('/messages/2')) sendJson(response, status, aMessage(2, { text: 'awal sampai akhir' }))
      else if (path.includes('/messages')) sendJson(response, 200, { items: [aMessage(1)], nextCursor: null })
      else sendJson(response, 200, aTicket(1, 1))
    })
    const thread = createThread(office.api)
    await thread.open(1)
    thread.applyMessage(aMessage(2, { text: 'awal', truncated: true }))
    return () => thread.messages.value.find(({ id }) => id === 2)?.text
  }

  it('is fetched whole', async () => {
    const text = await openThread(200)
    await waitFor(() => text() !== undefined, 'the message')
    expect(text()).toBe('awal sampai akhir')
  })

  it('is shown as far as it goes when the rest cannot be had', async () => {
    const text = await openThread(500)
    await waitFor(() => text() !== undefined, 'the message')
    expect(text()).toBe('awal')
  })
})

describe('what is told while a thread is on its way', () => {
  it('is not set back by what was asked for before it', async () => {
    const deliver: (() => void)[] = []
    office = await openOffice((request, response) => {
      if (!request.url?.includes('/messages')) return sendJson(response, 200, aTicket(1, 1))
      const items = [aMessage(1, { text: 'Pesan suara' })]
      deliver.push(() => sendJson(response, 200, { items, nextCursor: null }))
    })
    const thread = createThread(office.api)
    const opening = thread.open(1)
    await waitFor(() => deliver.length === 1, 'the request')
    thread.applyMessage(aMessage(1, { text: 'Pesan suara, dengan rekamannya' }))
    deliver[0]?.()
    await opening
    expect(thread.messages.value.map(({ text }) => text)).toEqual(['Pesan suara, dengan rekamannya'])
  })
})
