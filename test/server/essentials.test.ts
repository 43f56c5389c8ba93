import { describe, expect, it } from 'vitest'
import { beginningOf, essentialsOf } from '../../server/desk/texts/essentials.ts'

describe('the essentials of a long answer', () => {
  it('are all of a short one', () => {
    expect(beginningOf(' Tidak dipungut\n biaya. ')).toBe('Tidak dipungut biaya.')
  })

  it('end with a sentence where one ends', () => {
    const sentence = 'Syaratnya empat, dan semuanya dibawa dalam bentuk asli dan salinan ke loket.'
    expect(beginningOf(`${sentence} ${'lalu '.repeat(60)}`)).toBe(sentence)
  })

  it('else with a word, in characters that every SMS knows, and no half of an emoji', () => {
    const text = beginningOf('syarat '.repeat(50))
    expect(text).toMatch(/^(?:syarat ?)+\.\.\.$/)
    expect(text.length).toBeLessThan(210)
    expect(beginningOf('🙏'.repeat(200)).isWellFormed()).toBe(true)
  })

  it('are followed by the link, in the citizen’s language', () => {
    expect(essentialsOf('Free.', 'en', 'https://a.id/x')).toBe('Free.\nRead all of it: https://a.id/x')
  })
})
