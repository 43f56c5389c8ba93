/** The edges of the public surface: descriptions, health, errors. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../../server/wire/page.ts'
import type { ServiceSummary } from '../../server/wire/service.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { ask, expectProblem, postJson } from './_ask.ts'

interface Operation {
  security?: object[]
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>
  parameters?: { name: string; in: string; required?: boolean }[]
}
interface Description {
  openapi: string
  security: object[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

let office: Office
let sari: Client
let api: string
let description: Description
const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
const filled = (path: string) => api + path.replace(/\{\w+\}/g, '1')

beforeAll(async () => {
  office = await openOffice()
  sari = await office.signIn()
  api = `${office.url}/api/v1`
  description = (await ask<Description>('GET', `${api}/openapi.json`)).body
})
afterAll(() => office.stop())

describe('the OpenAPI description', () => {
  it('is version 3.1 and open to anyone', async () => {
    const answer = await ask('GET', `${api}/openapi.json`)
    expect(answer.status).toBe(200)
    expect(description.openapi).toMatch(/^3\.1\.\d+$/)
  })

  it.each([
    ['POST', '/session'],
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/tickets'],
    ['GET', '/tickets/{id}'],
    ['PATCH', '/tickets/{id}'],
    ['GET', '/tickets/{id}/messages'],
    ['POST', '/tickets/{id}/replies'],
    ['POST', '/tickets/{id}/notes'],
    ['GET', '/tickets/{id}/suggestions'],
    ['POST', '/suggestions'],
    ['GET', '/services'],
    ['GET', '/services/{id}'],
    ['GET', '/answers/{service}/{topic}'],
  ])('holds %s %s', (method, path) => {
    expect(operations().map((one) => `${one.method} ${one.path}`)).toContain(`${method} ${path}`)
  })

  it('points at nothing that is not there, and names each parameter of a path', () => {
    const refs = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    expect(refs.length).toBeGreaterThan(10)
    for (const [, name] of refs) expect(Object.keys(description.components.schemas)).toContain(name)
    for (const { path, operation } of operations()) {
      const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name)
      expect(named.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort())
      expect(Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))).toBe(true)
      expect(operation.responses['default']?.content).toHaveProperty(['application/problem+json'])
    }
  })

  it('tells the truth about who may ask: routes marked open are, all others answer 401', async () => {
    expect(description.security.length).toBeGreaterThan(0)
    for (const name of description.security.flatMap((one) => Object.keys(one)))
      expect(description.components.securitySchemes).toHaveProperty(name)
    let open = 0
    let closed = 0
    for (const { path, method, operation } of operations()) {
      const answer = await ask(method, filled(path), {
        ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
      })
      if (operation.security?.length === 0) {
        expect([200, 400, 404], `${method} ${path}`).toContain(answer.status)
        open++
      } else {
        expectProblem(answer, 401)
        closed++
      }
    }
    expect([open > 3, closed > 8]).toEqual([true, true])
  })

  it('names every method there is, also to who asks by OPTIONS', async () => {
    for (const { path, method } of operations()) {
      const answer = await ask('OPTIONS', filled(path))
      expectProblem(answer, 405)
      expect(answer.headers.get('allow')).toContain(method)
    }
  })

  it('is readable as a page without a script', async () => {
    const page = await ask<string>('GET', `${office.url}/api/docs`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    for (const { path } of operations()) expect(page.body.replaceAll('&#x2F;', '/')).toContain(path)
    expect(page.body).not.toMatch(/<script/i)
    expect(page.body).toContain('Authorization: Bearer')
    for (const name of Object.keys(description.components.schemas))
      expect(page.body).toContain(`id="schema-${name}"`)
    const icon = await fetch(`${office.url}/favicon.ico`)
    expect({ status: icon.status, type: icon.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'image/svg+xml',
    })
  })
})

describe('the process', () => {
  it('says it lives, is ready, and how it fares, to anyone', async () => {
    expect((await ask('GET', `${office.url}/healthz`)).body).toEqual({ status: 'ok' })
    const ready = await ask('GET', `${office.url}/readyz`)
    expect({ status: ready.status, body: ready.body }).toEqual({
      status: 200,
      body: { status: 'ready', missing: [] },
    })
    const metrics = await ask<string>('GET', `${office.url}/metrics`)
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(metrics.body).toMatch(/^process_resident_memory_bytes \d+/m)
    expect(metrics.body).toMatch(/^tanya_outbox_waiting 0$/m)
    expect(metrics.body).toMatch(/^tanya_http_request_seconds_count\{/m)
  })

  it('does not say what it is made of', async () => {
    const { headers } = await ask('GET', `${office.url}/healthz`)
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  })
})

describe('the catalogue', () => {
  it('lists every service once, in pages', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
      const { body } = await ask<Page<ServiceSummary>>('GET', `${api}/services?limit=9${more}`)
      seen.push(...body.items.map((one) => one.id))
      cursor = body.nextCursor
    } while (cursor)
    expect(seen.length).toBeGreaterThan(80)
    expect(seen).toEqual([...new Set(seen)].sort())
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=1e1',
      'limit=0x1',
      'limit=%201',
      'limit=07',
      'page=2',
      `cursor=${'x'.repeat(101)}`,
    ])
      expectProblem(await ask('GET', `${api}/services?${query}`), 400)
  })

  it('gives one service with its facts, and none that is not', async () => {
    const { status, body } = await ask('GET', `${api}/services/sip-dokter`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: 'sip-dokter', status: 'active' })
    for (const id of ['tidak-ada', '__proto__', 'constructor', '..%2f..%2fetc', '%00'])
      expectProblem(await ask('GET', `${api}/services/${id}`), 404)
  })

  it('gives an answer in both languages, whole', async () => {
    for (const [language, service] of [
      ['id', 'sip-dokter'],
      ['en', 'sip-dokter'],
    ]) {
      const { body } = await ask('GET', `${api}/answers/${service}/persyaratan?language=${language}`)
      expect(body).toMatchObject({ answer: 'sip-dokter/persyaratan', language })
      expect(JSON.stringify(body)).not.toContain('{{')
    }
    expectProblem(await ask('GET', `${api}/answers/sip-dokter/warna`), 404)
    expectProblem(await ask('GET', `${api}/answers/tidak-ada/biaya`), 404)
    expectProblem(await ask('GET', `${api}/answers/sip-dokter/biaya?language=fr`), 400)
  })
})

describe('bad input', () => {
  const json = { 'content-type': 'application/json' }

  it.each(['{', '{"email":', 'null', '"text"', '[', '{"a":1}}', "{'a':1}", '\u0000'])(
    'that is no JSON object (%j) is a 400',
    async (body) => {
      expectProblem(await ask('POST', `${api}/session`, { headers: json, body }), 400)
    },
  )

  it('that is no UTF-8, or says it is something else, is refused', async () => {
    const broken = new Uint8Array([0x7b, 0x22, 0xff, 0xfe])
    expectProblem(await ask('POST', `${api}/session`, { headers: json, body: broken }), 400)
    const charset = { 'content-type': 'application/json; charset=latin1' }
    expectProblem(await ask('POST', `${api}/session`, { headers: charset, body: '{}' }), 415)
    const encoding = { ...json, 'content-encoding': 'br2' }
    expectProblem(await ask('POST', `${api}/session`, { headers: encoding, body: '{}' }), 415)
    const zipped = { ...json, 'content-encoding': 'gzip' }
    expectProblem(await ask('POST', `${api}/session`, { headers: zipped, body: 'not gzip' }), 400)
  })

  it('of another type is a 415', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data',
    ])
      expectProblem(
        await ask('POST', `${api}/session`, { headers: { 'content-type': type }, body: 'a=1' }),
        415,
      )
  })

  it('too large is a 413, and the process stays', async () => {
    const huge = JSON.stringify({ email: 'x'.repeat(5_000_000), password: 'x' })
    expectProblem(await ask('POST', `${api}/session`, { headers: json, body: huge }), 413)
    expect((await ask('GET', `${office.url}/healthz`)).status).toBe(200)
  })

  it('in a query where there is none is a 400 that names it', async () => {
    for (const path of ['/session', '/tickets/counts', '/office', '/services/sip-dokter', '/mails/ledger']) {
      const answer = await sari.request('GET', `${path}?halaman=2`)
      expectProblem(answer, 400)
      expect(JSON.stringify(answer.body)).toContain('halaman')
    }
  })

  it('nested without end is refused', async () => {
    const deep = `{"email":${'['.repeat(50_000)}${']'.repeat(50_000)},"password":"x"}`
    expectProblem(await ask('POST', `${api}/session`, { headers: json, body: deep }), 400)
    const signedIn = { ...json, cookie: sari.cookie, 'x-csrf-token': sari.csrfToken }
    expectProblem(
      await ask('POST', `${api}/suggestions`, {
        headers: signedIn,
        body: `{"text":"x","__proto__":{"a":1}}`,
      }),
      400,
    )
  })

  it.each([
    ['/api/v1/nothing', 404],
    ['/api/v1/', 404],
    ['/api/v2/tickets', 404],
    ['/api', 404],
    ['/nothing', 404],
    ['/assets/nothing.js', 404],
    ['/assets/../../package.json', 404],
    ['/assets/..%2f..%2fpackage.json', 404],
    ['/desk/..%2f..%2fserver/main.ts', 200],
    ['/%', 404],
  ])('to %s is a %i', async (path, status) => {
    const answer = await rawGet(path)
    expect(answer.status).toBe(status)
    if (status >= 400) expect(answer.head).toMatch(/content-type: application\/problem\+json/i)
    expect(answer.body).not.toContain('better-sqlite3')
  })

  it.each([
    ['PUT', '/tickets', 'GET'],
    ['DELETE', '/tickets', 'GET'],
    ['POST', '/tickets/1', 'GET, PATCH'],
    ['PATCH', '/session', 'POST, GET, DELETE'],
    ['GET', '/suggestions', 'POST'],
  ])('by %s on %s is a 405 that names the methods there are', async (method, path, allowed) => {
    const answer = await ask(method, api + path)
    expectProblem(answer, 405)
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(allowed.split(', ').sort())
  })

  it('that is no HTTP at all leaves the process running', async () => {
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)}`,
    ]) {
      await speak(bytes)
    }
    expect((await ask('GET', `${office.url}/healthz`)).status).toBe(200)
  })

  it('on a webhook without a signature is a 403, and nothing is stored', async () => {
    const body =
      'MessageSid=SM00000000000000000000000000000001&From=%2B628123456789&To=%2B622115001640&Body=halo'
    for (const path of ['/webhooks/twilio/messages', '/webhooks/twilio/messages/status']) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'AAAA' }
      expect((await ask('POST', office.url + path, { headers, body })).status).toBe(403)
    }
    expect(await sari.tickets('channel=sms')).toEqual([])
  })

  it('after all of it, a sign-in is a sign-in', async () => {
    expect((await postJson(`${api}/session`, {})).status).toBe(400)
    expect((await office.signIn()).csrfToken).toMatch(/^[\w-]{43}$/)
  })
})

/** A path as it stands; `fetch` would tidy it. */
async function rawGet(path: string): Promise<{ status: number; head: string; body: string }> {
  const text = await speak(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'hold')
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s)
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body }
}

/** `hold` leaves it to the server to hang up. */
function speak(bytes: string, end: 'hold' | 'hang up' = 'hang up'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(office.url).port), '127.0.0.1', () =>
      end === 'hold' ? socket.write(bytes) : socket.end(bytes),
    )
    let heard = ''
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
  })
}
