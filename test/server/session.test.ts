import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb, type Db } from '../../db/index.ts'
import { addAgent, createApiToken } from '../../server/auth/accounts.ts'
import { createTurns } from '../../server/auth/turns.ts'
import type { Session } from '../../server/wire/session.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { admin, openOffice, signIn, type Office } from '../_office.ts'
import { ask, expectProblem, postJson } from './_ask.ts'

describe.each(databases)('a session, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let db: Db
  const colleague = { email: 'joko@dpmptsp.example', password: 'sayur-asem-siang' }
  const session = () => `${office.url}/api/v1/session`
  const setCookieOf = async (headers: Record<string, string> = {}) => {
    const answer = await postJson<Session>(session(), admin, headers)
    expect(answer.status).toBe(201)
    return answer.headers.get('set-cookie') ?? ''
  }

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    db = openDb(database.url)
    await addAgent(db, { ...colleague, name: 'Joko', role: 'agent' })
  })
  afterAll(async () => {
    await db.close()
    await office.stop()
    await database.drop()
  })

  it('begins with a cookie no script can read and no other site can send', async () => {
    const cookie = await setCookieOf()
    expect(cookie).toMatch(/^tanya_session=[\w-]{43};/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).not.toMatch(/; Secure/)
  })

  it('says who is signed in, with the token for unsafe requests', async () => {
    const answer = await postJson<Session>(session(), { ...admin, email: admin.email.toUpperCase() })
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const again = await ask<Session>('GET', session(), { headers: { cookie } })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(answer.body)
    expect(again.body.agent).toMatchObject({ email: admin.email, role: 'admin' })
    expect(again.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(again.body)).not.toContain('argon2')
  })

  it('is a new one after each sign-in, and the old one is over', async () => {
    const old = (await setCookieOf()).split(';')[0] ?? ''
    const fresh = (await setCookieOf({ cookie: old })).split(';')[0] ?? ''
    expect(fresh).not.toBe(old)
    expectProblem(await ask('GET', session(), { headers: { cookie: old } }), 401)
    expect((await ask('GET', session(), { headers: { cookie: fresh } })).status).toBe(200)
  })

  it('is not taken from somebody who makes one up', async () => {
    for (const cookie of ['tanya_session=x', `tanya_session=${'A'.repeat(43)}`, 'tanya_session=', ';;=;']) {
      expectProblem(await ask('GET', session(), { headers: { cookie } }), 401)
    }
  })

  it('refuses an unsafe request without its own CSRF token, and takes it with', async () => {
    const sari = await office.signIn()
    const joko = await signIn(office.url, colleague.email, colleague.password)
    const path = '/tickets/999999/notes'
    for (const token of ['', 'x', joko.csrfToken, `${sari.csrfToken} x`]) {
      const refused = await sari.request('POST', path, { text: 'catatan' }, { 'x-csrf-token': token })
      expectProblem(refused, 403)
    }
    expectProblem(await sari.request('POST', path, { text: 'catatan' }), 404)
    expect((await sari.request('GET', '/tickets', undefined, { 'x-csrf-token': '' })).status).toBe(200)
  })

  it('refuses a sign-in that another site makes a browser send', async () => {
    expectProblem(await postJson(session(), admin, { 'sec-fetch-site': 'cross-site' }), 403)
    expect((await postJson(session(), admin, { 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  })

  it('ends at sign-out, which needs the CSRF token too', async () => {
    const sari = await office.signIn()
    expectProblem(await sari.request('DELETE', '/session', undefined, { 'x-csrf-token': '' }), 403)
    const out = await sari.request('DELETE', '/session')
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toMatch(/^tanya_session=;.*Expires=Thu, 01 Jan 1970/)
    expectProblem(await sari.request('GET', '/session'), 401)
    expectProblem(await sari.request('GET', '/tickets'), 401)
  })

  it('is over when its time is over', async () => {
    const joko = await signIn(office.url, colleague.email, colleague.password)
    expect((await joko.request('GET', '/session')).status).toBe(200)
    const past = { expires_at: Date.now() - 1 }
    await db.write((tx) =>
      tx.updateTable('sessions').set(past).where('csrf_token', '=', joko.csrfToken).execute(),
    )
    expectProblem(await joko.request('GET', '/session'), 401)
  })

  it('is prolonged by use', async () => {
    const joko = await signIn(office.url, colleague.email, colleague.password)
    const soon = Date.now() + 60_000
    const mine = (tx: Db['read']) => tx.selectFrom('sessions').where('csrf_token', '=', joko.csrfToken)
    await db.write((tx) =>
      tx
        .updateTable('sessions')
        .set({ expires_at: soon, seen_at: Date.now() - 3600_000 })
        .where('csrf_token', '=', joko.csrfToken)
        .execute(),
    )
    expect((await joko.request('GET', '/session')).status).toBe(200)
    expect((await mine(db.read).select('expires_at').executeTakeFirst())?.expires_at).toBeGreaterThan(
      soon + 3600_000,
    )
  })

  it('keeps nothing in the database that would open it', async () => {
    const cookie = /^tanya_session=([^;]+)/.exec(await setCookieOf())?.[1] ?? ''
    const token = await createApiToken(db, colleague.email)
    const rows = await db.read.selectFrom('sessions').selectAll().execute()
    const tokens = await db.read.selectFrom('api_tokens').selectAll().execute()
    expect(JSON.stringify([rows, tokens])).not.toMatch(new RegExp(`${cookie}|${token}`))
    const agents = await db.read.selectFrom('agents').select('password_hash').execute()
    for (const { password_hash } of agents) expect(password_hash).toMatch(/^\$argon2id\$/)
  })

  describe('of a program', () => {
    it('is an API token, which needs no CSRF token', async () => {
      const authorization = `Bearer ${await createApiToken(db, colleague.email)}`
      const who = await ask<Session>('GET', session(), { headers: { authorization } })
      expect(who.body).toMatchObject({ agent: { email: colleague.email }, csrfToken: null })
      const note = await postJson(
        `${office.url}/api/v1/tickets/999999/notes`,
        { text: 'x' },
        { authorization },
      )
      expectProblem(note, 404)
    })

    it('is refused with anything else in its place', async () => {
      for (const authorization of [
        'Bearer',
        'Bearer x',
        `Bearer ${'a'.repeat(43)}`,
        'Basic c2FyaTp4',
        'a b',
      ]) {
        expectProblem(await ask('GET', session(), { headers: { authorization } }), 401)
      }
    })
  })

  it('shows an agent no more than an agent may see', async () => {
    const joko = await signIn(office.url, colleague.email, colleague.password)
    expect((await joko.request('GET', '/tickets')).status).toBe(200)
    expectProblem(await joko.request('GET', '/mails/ledger'), 403)
    expect((await (await office.signIn()).request('GET', '/mails/ledger')).status).toBe(200)
  })

  it('ends for an agent who no longer works here', async () => {
    const left = { email: 'dewi@dpmptsp.example', password: 'pindah-kantor' }
    await addAgent(db, { ...left, name: 'Dewi', role: 'agent' })
    const dewi = await signIn(office.url, left.email, left.password)
    const authorization = `Bearer ${await createApiToken(db, left.email)}`
    await db.write((tx) =>
      tx.updateTable('agents').set({ is_active: 0 }).where('email', '=', left.email).execute(),
    )
    expectProblem(await dewi.request('GET', '/session'), 401)
    expectProblem(await ask('GET', session(), { headers: { authorization } }), 401)
    expectProblem(await postJson(session(), left), 401)
  })

  describe('is not for guessers', () => {
    it('never counts a sign-in that succeeds', async () => {
      const statuses = await Promise.all(Array.from({ length: 15 }, () => postJson(session(), colleague)))
      expect(statuses.map((one) => one.status)).toEqual(Array.from({ length: 15 }, () => 201))
    })

    it('says the same of a wrong password and an unknown account', async () => {
      const wrong = await postJson(session(), { ...colleague, password: 'salah' })
      const unknown = await postJson(session(), { email: 'siapa@dpmptsp.example', password: 'salah' })
      expectProblem(wrong, 401)
      expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer\b/)
      expect(unknown.body).toEqual(wrong.body)
    })

    it('closes an account for a while after ten failures, also when they come all at once', async () => {
      const email = 'sasaran@dpmptsp.example'
      await addAgent(db, { email, name: 'Sasaran', role: 'agent', password: 'sandi-yang-benar' })
      const guesses = await Promise.all(
        Array.from({ length: 30 }, (_, i) => postJson(session(), { email, password: `tebakan-${i}` })),
      )
      const looked = guesses.filter((one) => one.status === 401)
      expect(looked.length).toBe(10)
      for (const one of guesses) expectProblem(one, looked.includes(one) ? 401 : 429)
      const right = { email, password: 'sandi-yang-benar' }
      const refused = await postJson(session(), right)
      expectProblem(refused, 429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
      expect((await postJson(session(), colleague)).status).toBe(201)
      // Somebody who knows a name can shut out themselves, and not whose name it is.
      expect((await postJson(session(), right, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(201)
    })

    it('closes an account to everybody when it is guessed at from everywhere', async () => {
      const email = 'incaran@dpmptsp.example'
      await addAgent(db, { email, name: 'Incaran', role: 'agent', password: 'sandi-yang-benar' })
      const guess = (i: number) =>
        postJson(session(), { email, password: 'x' }, { 'x-forwarded-for': `203.0.113.${i % 60}` })
      const guesses = await Promise.all(Array.from({ length: 110 }, (_, i) => guess(i)))
      expect(guesses.filter((one) => one.status === 401)).toHaveLength(100)
    })

    it('looks at two passwords at once, and at the others in turn', async () => {
      const inTurn = createTurns(2, 5)
      let now = 0
      let most = 0
      const work = async () => {
        most = Math.max(most, ++now)
        await new Promise((done) => setTimeout(done, 5))
        now--
      }
      const ends = await Promise.allSettled(Array.from({ length: 9 }, () => inTurn(work)))
      expect(most).toBe(2)
      expect(ends.map(({ status }) => status)).toEqual([
        ...Array<string>(7).fill('fulfilled'),
        ...Array<string>(2).fill('rejected'),
      ])
      await inTurn(work)
    })
  })

  it('is refused with a body that is none', async () => {
    const bodies: unknown[] = [
      {},
      [],
      { email: 1, password: 2 },
      { ...admin, remember: true },
      { email: admin.email },
      { email: 'x'.repeat(255), password: 'x' },
      { email: admin.email, password: 'x'.repeat(1025) },
    ]
    for (const body of bodies) expectProblem(await postJson(session(), body), 400)
    expectProblem(await postJson(session(), { email: 'a\0b', password: 'x' }), 400)
  })
})

describe('a session where BASE_URL is https', () => {
  it('has a Secure cookie and asks browsers to stay on https', async () => {
    const office = await openOffice({ BASE_URL: 'https://tanya.example' })
    try {
      const answer = await postJson(`${office.url}/api/v1/session`, admin)
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure/)
      expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
    } finally {
      await office.stop()
    }
  })
})
