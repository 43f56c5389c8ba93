/** As many files as one text may carry. */
import { afterEach, expect, it } from 'vitest'
import { citizen } from './_telephone.ts'
import { openTexts, png, type TextOffice } from './_texts.ts'

let house: TextOffice
afterEach(() => house.stop())

it('keeps all ten files of one message whole, and its words', { timeout: 30_000 }, async () => {
  house = await openTexts()
  const files = Array.from({ length: 10 }, (_, index) => ({
    content: Buffer.concat([png, Buffer.alloc(index)]),
    contentType: 'image/png',
  }))
  await house.writes('whatsapp', citizen, 'Sepuluh foto', {}, files)
  const { id } = await house.newest('whatsapp')
  const message = await house.message(id, ({ attachments }) => attachments.length === 10)
  expect(message.text).toBe('Sepuluh foto')
  expect(message.missingFiles).toBeUndefined()
  expect(message.attachments.map(({ size }) => size).toSorted((a, b) => a - b)).toEqual(
    files.map(({ content }) => content.length),
  )
})
