import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { addAgent } from '../../server/auth/accounts.ts'
import type { AgentRef } from '../../server/wire/agent.ts'
import type { Page } from '../../server/wire/page.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'

describe.each(databases)('the colleagues, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  const at = (query: string) => sari.request<Page<AgentRef>>('GET', `/agents?${query}`)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    const db = openDb(database.url)
    for (const [index, name] of ['Dewi', 'Budi', 'Dewi', 'zaki', 'Ćirić'].entries()) {
      await addAgent(db, { email: `${index}@dpmptsp.example`, name, role: 'agent', password: 'kopi-tubruk' })
    }
    await db.close()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('are a list in pages, each once and in one order, also when one leaves meanwhile', async () => {
    const whole = (await at('')).body
    expect(whole).toMatchObject({ nextCursor: null })
    expect(whole.items).toHaveLength(6)
    const seen: AgentRef[] = []
    let cursor: string | null = null
    do {
      const { body }: { body: Page<AgentRef> } = await at(`limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.items)
      cursor = body.nextCursor
      if (seen.length === 2) await deactivate(seen[1]?.id ?? 0)
    } while (cursor)
    expect(seen).toEqual(whole.items)
  })

  it.each(['limit=0', 'limit=101', 'cursor=x', 'cursor=999999', 'page=2'])(
    'are not asked %s',
    async (query) => {
      expectProblem(await at(query), 400)
    },
  )

  async function deactivate(id: number): Promise<void> {
    const db = openDb(database.url)
    await db.write((tx) => tx.updateTable('agents').set({ is_active: 0 }).where('id', '=', id).execute())
    await db.close()
  }
})
