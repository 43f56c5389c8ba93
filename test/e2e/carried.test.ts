/** At the desk: an answer that was carried to the citizen's address. */
import { afterAll, expect, it } from 'vitest'
import { expectAccessible, visit } from '../_browser.ts'
import { waitFor } from '../_office.ts'
import { startChat } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'
import { openScene } from './_scene.ts'

const { office, browser, sari, close } = await openScene({
  MAIL_ADDRESS: 'tanya@dpmptsp.example',
  CHAT_AWAY_MINUTES: '0.02',
})
afterAll(close)

it('says that an answer nobody read in the chat went by mail too, and how far it came', async () => {
  const { ticketId, window } = await startChat(office, {
    text: 'berapa lama krk?',
    email: 'pergi@example.org',
  })
  window.socket.disconnect()
  await sari.reply(ticketId, 'Tujuh hari kerja.')
  await waitFor(
    async () => (await sari.messages(ticketId)).some(({ copyOf }) => copyOf !== undefined),
    'the copy',
    20_000,
  )
  const { page } = await visit(browser, `${office.url}/desk/#/open/${ticketId}`)
  await signInAt(page)
  const copy = page
    .getByRole('listitem')
    .filter({ hasText: 'Belum dibaca di obrolan, jadi dikirim juga lewat surel' })
  await copy.waitFor()
  expect(await copy.getByText('Tujuh hari kerja.').isVisible()).toBe(false)
  await copy.locator('.delivery').waitFor()
  await expectAccessible(page)
  await copy.getByText('Belum dibaca di obrolan').click()
  await copy.getByText('Tujuh hari kerja.').waitFor()
})
