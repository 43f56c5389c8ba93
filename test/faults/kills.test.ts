import { expect, it } from 'vitest'
import { killOften } from './_kills.ts'

const kills = 6

it(
  `loses and doubles nothing over ${kills} kills between mailbox and mail server`,
  { timeout: 240_000 },
  async () => {
    const found = await killOften(kills, () => {})
    expect(found).toMatchObject({ lost: [], doubled: [] })
    expect(found.balance.kept).toBe(found.balance.held)
    expect(found.balance.held).toBe(found.mails.byImap)
    expect(found.mails.byImap).toBeGreaterThan(kills)
    expect(found.mails.bySmtp).toBeGreaterThan(kills)
    expect(found.answers).toBeGreaterThan(0)
  },
)
