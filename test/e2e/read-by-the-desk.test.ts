/** That a citizen's words were read is said by the screen that has them, and by no other. */
import { afterAll, expect, it } from 'vitest'
import type { Marks } from '../../server/wire/chat-socket.ts'
import { openChatAtTheDesk } from './_scene.ts'

const { office, chat, page, close } = await openChatAtTheDesk({ text: 'halo' })
afterAll(close)

const until = (deliveredSeq: number, readSeq: number) =>
  chat.window.until<Marks>(
    'marks',
    (marks) => marks.deliveredSeq === deliveredSeq && marks.readSeq === readSeq,
  )

it('says so of what comes into the ticket that is open', async () => {
  await until(1, 1)
  await chat.window.send('message', { clientId: 'b', text: 'satu lagi' })
  await until(2, 2)
})

it('says nothing of what comes in while the desk shows its list', async () => {
  await page.goto(`${office.url}/desk/#/open`)
  await expect.poll(() => page.url()).toMatch(/open$/)
  await chat.window.send('message', { clientId: 'c', text: 'dan ini' })
  await until(3, 2)
})
