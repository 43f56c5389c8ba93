/** Colleagues of the first admin. */
import { join } from 'node:path'
import { openDb } from '../../db/index.ts'
import { addAgent } from '../../server/auth/accounts.ts'
import { signIn, type Client, type Office } from '../_office.ts'

/** Somebody new at the desk, signed in. */
export async function addColleague(
  office: Office,
  name: string,
  role: 'admin' | 'agent' = 'agent',
): Promise<Client> {
  const email = `${name.toLowerCase()}@dpmptsp.example`
  const password = 'kopi-tubruk-sore'
  const db = openDb(office.env['DATABASE_URL'] ?? `sqlite:${join(office.dataDir, 'tanya.db')}`)
  await addAgent(db, { email, name, role, password }).finally(() => db.close())
  return signIn(office.url, email, password)
}
