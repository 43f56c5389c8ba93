import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { admin, freePort, openOffice, signIn, type Office } from '../_office.ts'
import { twilioEnv } from '../server/_cast.ts'
import { tanya } from './_tanya.ts'

vi.setConfig({ testTimeout: 90_000 })

const budi = { email: 'budi@dpmptsp.example', password: 'teh-tawar-sore' }
let office: Office
beforeAll(async () => {
  office = await openOffice()
  await run(['agent', 'add', budi.email, '--name', 'Budi Santoso', '--role', 'agent'], `${budi.password}\n`)
})
afterAll(() => office.stop())

it('adds a colleague, and lists who works here', async () => {
  expect((await signIn(office.url, budi.email, budi.password)).csrfToken).toMatch(/./)
  const { out } = await run(['agent', 'list'])
  expect(out).toMatch(/^sari@dpmptsp\.example {2}admin {2}active {2}/m)
  expect(out).toMatch(/^budi@dpmptsp\.example {2}agent {2}active {2}Budi Santoso$/m)
})

it('gives a new password in place of a lost one, and ends the sessions that stand', async () => {
  const before = await signIn(office.url, admin.email, admin.password)
  expect(await run(['agent', 'password', admin.email], 'kopi-susu-malam\r\n')).toMatchObject({
    code: 0,
    err: '',
  })
  expect((await before.request('GET', '/tickets')).status).toBe(401)
  await expect(signIn(office.url, admin.email, admin.password)).rejects.toThrow(/401/)
  expect((await signIn(office.url, admin.email, 'kopi-susu-malam')).csrfToken).toMatch(/./)
})

it('lets a colleague in no longer, and in again', async () => {
  const { out: token } = await run(['token', 'create', '--agent', budi.email])
  const before = await signIn(office.url, budi.email, budi.password)
  expect(await statusWith(token)).toBe(200)
  await run(['agent', 'disable', budi.email])
  expect((await run(['agent', 'list'])).out).toMatch(/^budi@dpmptsp\.example {2}agent {2}disabled/m)
  expect((await before.request('GET', '/tickets')).status).toBe(401)
  expect(await statusWith(token)).toBe(401)
  await expect(signIn(office.url, budi.email, budi.password)).rejects.toThrow(/401/)
  await run(['agent', 'enable', budi.email])
  expect((await before.request('GET', '/tickets')).status).toBe(401)
  expect((await signIn(office.url, budi.email, budi.password)).csrfToken).toMatch(/./)
})

it.each<[string[], string, RegExp]>([
  [['agent', 'password', admin.email], 'short\n', /^A password has at least 8 characters\.\n$/],
  [['agent', 'password', 'nobody@x.example'], 'kopi-susu-malam', /^There is no agent with this address\.\n$/],
  [['agent', 'disable', admin.email], '', /^This is the last admin: add another one first\.\n$/],
  [['agent', 'enable', 'nobody@x.example'], '', /^There is no agent/],
  [
    ['agent', 'add', admin.email, '--name', 'S', '--role', 'agent'],
    'kopi-susu-malam',
    /^This address is taken\.\n$/,
  ],
  [
    ['agent', 'add', 'x@y.example', '--name', 'S', '--role', 'boss'],
    '',
    /^--role must be admin or agent\.\n$/,
  ],
  [['token', 'create', '--agent', 'nobody@x.example'], '', /^There is no agent/],
  [['simulate', 'pigeon', '--from', '+628123456789', 'halo'], '', /^The kind is sms, whatsapp or call\.\n$/],
])('refuses %j in one sentence', async (args, input, sentence) => {
  expect(await run(args, input)).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) })
})

it('plays a citizen who writes an SMS', async () => {
  expect((await run(['simulate', 'sms', '--from', '+628123456789', 'halo'])).code).toBe(0)
  const { out: token } = await run(['token', 'create', '--agent', budi.email])
  expect(await (await ask(token)).json()).toMatchObject({ items: [{ channel: 'sms' }] })
})

it('plays a citizen for a server elsewhere by Twilio’s own settings, without a database here', async () => {
  const vars = { ...twilioEnv, SIMULATOR: 'off', BASE_URL: `http://127.0.0.1:${await freePort()}` }
  const { code, err } = await tanya(['simulate', 'sms', '--from', '+628123456789', 'halo'], {
    cwd: tmpdir(),
    vars,
  })
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^Nobody answers at http.+\n$/) })
})

function run(args: string[], input = '') {
  return tanya(args, { cwd: tmpdir(), vars: office.env, input })
}

function ask(token: string): Promise<Response> {
  return fetch(`${office.url}/api/v1/tickets`, { headers: { authorization: `Bearer ${token.trim()}` } })
}

async function statusWith(token: string): Promise<number> {
  return (await ask(token)).status
}
