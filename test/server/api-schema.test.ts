/** What the API says of itself is true: the description is valid, and real answers are as it says. */
import { Validator } from '@seriousme/openapi-schema-validator'
import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice, type Client, type Office } from '../_office.ts'
import { ask } from './_ask.ts'
import { sendMail, startChat, ticketAbout, twilioEnv, twilioFor } from './_cast.ts'

interface Description {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, object> }> }>>
}

let office: Office
let sari: Client
let description: Description
let ajv: Ajv2020
let ids: { ticket: number; message: number; attachment: number; revision: number }

beforeAll(async () => {
  const key = { TWILIO_API_KEY_SID: `SK${'c3'.repeat(16)}`, TWILIO_API_KEY_SECRET: 'secret' }
  office = await openOffice({ ...twilioEnv, ...key })
  sari = await office.signIn()
  description = (await ask<Description>('GET', `${office.url}/api/v1/openapi.json`)).body
  ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(description, 'api')
  ids = await fill()
})
afterAll(() => office.stop())

it('is a valid OpenAPI 3.1 document', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(description) as unknown as Record<string, unknown>,
  )
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
})

describe('every answer of a GET is as described:', () => {
  const addresses: [string, () => string[]][] = [
    ['/session', () => ['']],
    ['/agents', () => ['', '?limit=1']],
    ['/tickets', () => ['', '?limit=1', '?status=closed']],
    ['/tickets/counts', () => ['']],
    ['/tickets/{id}', () => [`${ids.ticket}`]],
    ['/tickets/{id}/messages', () => [`${ids.ticket}`]],
    ['/tickets/{id}/suggestions', () => [`${ids.ticket}`]],
    ['/services', () => ['', '?limit=100']],
    ['/services/{id}', () => ['sip-dokter', 'sikm-strp', 'krk-irk', 'nib-oss']],
    ['/answers/{service}/{topic}', () => ['sip-dokter/biaya', 'krk-irk/waktu']],
    ['/answers/{service}/{topic}/versions', () => ['sip-dokter/persyaratan', 'krk-irk/waktu']],
    ['/answers/{service}/{topic}/recipients', () => ['sip-dokter/persyaratan']],
    ['/library', () => ['']],
    [
      '/library/file',
      () => ['catalogue/sip-dokter.yaml', 'answers/id/biaya.mustache'].map((path) => `?path=${path}`),
    ],
    ['/learning', () => ['', '?limit=1']],
    ['/revisions', () => ['', '?limit=1', '?state=draft']],
    ['/revisions/{id}', () => [`${ids.revision}`]],
    ['/office', () => ['']],
    ['/mailboxes', () => ['']],
    ['/mailboxes/check', () => ['']],
    ['/calls', () => ['']],
    ['/calls/colleagues', () => ['']],
    ['/whatsapp-templates', () => ['']],
    ['/session/phone', () => ['']],
    ['/voice/token', () => ['']],
    ['/mails/ledger', () => ['']],
    ['/mails', () => ['', '?limit=1', '?bucket=ticket', '?q=sip']],
    ['/mails/{id}', () => ['1']],
    ['/mails/{id}/raw', () => []], // a file: mail-log.test.ts
    ['/outbox/times', () => ['']],
    ['/outbox', () => ['', '?state=failed,uncertain']],
    ['/messages/{id}', () => [`${ids.message}`]],
    ['/attachments/{id}', () => [`${ids.attachment}`]],
    ['/chat/attachments/{id}', () => []], // bytes at a signed address: files.test.ts
    ['/tickets/{id}/citizen', () => [`${ids.ticket}`]],
    ['/offers', () => ['']],
    ['/routing', () => ['']],
    ['/teams', () => ['']],
    ['/pictures/{key}', () => []], // bytes: profile.test.ts
  ]

  it('of all there are', () => {
    const all = Object.entries(description.paths).filter(([, methods]) => 'get' in methods)
    expect(all.map(([path]) => path).sort()).toEqual(addresses.map(([path]) => path).sort())
  })

  it.each(addresses)('%s', async (path, fillings) => {
    const schema = schemaOf('get', path, 200)
    for (const filling of fillings()) {
      const address = addressOf(path, filling)
      for (const client of isOpen(path) ? [sari, null] : [sari]) {
        const headers: Record<string, string> = client ? { cookie: client.cookie } : {}
        const answer = await ask('GET', `${office.url}/api/v1${address}`, { headers })
        expect(answer.status, address).toBe(200)
        if (path !== '/attachments/{id}') expectFits(schema, answer.body, address)
      }
    }
  })
})

it('answers a POST and a PATCH as described', async () => {
  const headers = { 'x-test': '1' }
  const calls: [string, string, object, number][] = [
    ['POST', '/tickets/{id}/replies', { text: 'Baik.', clientId: 'schema' }, 201],
    ['POST', '/tickets/{id}/replies', { text: 'Baik.', clientId: 'schema' }, 200],
    ['POST', '/tickets/{id}/notes', { text: 'catatan' }, 201],
    ['PATCH', '/tickets/{id}', { priority: 'high' }, 200],
    ['POST', '/suggestions', { text: 'syarat sip dokter' }, 200],
    ['POST', '/tickets/{id}/accept', {}, 200],
    ['POST', '/tickets/{id}/decline', {}, 200],
    ['POST', '/tickets/{id}/take-over', {}, 200],
    ['POST', '/teams', { name: 'Makam', themes: ['makam'] }, 201],
    ['POST', '/tickets/{id}/transfer', { teamId: 1, note: 'soal makam' }, 200],
    ['PATCH', '/routing', { chatLimit: 3 }, 200],
    ['PATCH', '/agents/me', { citizenName: 'Mbak Sari' }, 200],
    [
      'POST',
      '/library/preview',
      { path: 'office.yaml', text: 'x', answer: 'pbg/biaya', language: 'id', channel: 'sms' },
      200,
    ],
  ]
  for (const [method, path, body, status] of calls) {
    const answer = await sari.request(method, path.replace('{id}', `${ids.ticket}`), body, headers)
    expect(answer.status).toBe(status)
    expectFits(schemaOf(method.toLowerCase(), path, status), answer.body, `${method} ${path}`)
  }
  const problem = await sari.request('GET', '/tickets/0')
  const { responses } = description.paths['/tickets/{id}']?.['get'] ?? { responses: {} }
  expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json'])
  expectFits(ajv.getSchema('api#/components/schemas/Problem'), problem.body, 'a problem')
})

it('describes a file as bytes, both ways', () => {
  const { post } = description.paths['/attachments'] as Record<string, { requestBody?: object }>
  expect(post?.requestBody).toMatchObject({ required: true, content: { '*/*': {} } })
  const { get } = description.paths['/attachments/{id}'] ?? {}
  expect(get?.responses['200']?.content).toEqual({ '*/*': {} })
})

/** One ticket that holds every kind of message, and its like in every channel. */
async function fill(): Promise<typeof ids> {
  await sendMail(office.smtpPort, {
    from: '"Budi" <budi@example.org>',
    subject: 'Syarat SIP dokter',
    text: 'Apa syaratnya?',
  })
  const ticket = await ticketAbout(sari, 'Syarat SIP dokter')
  await startChat(office, { text: 'berapa lama krk?', email: 'rina@contoh.example' })
  await twilioFor(office).receiveFrom('sms', '+628123456789', 'halo')
  const me = (await sari.request<{ agent: { id: number } }>('GET', '/session')).body.agent.id
  await sari.request('PATCH', `/tickets/${ticket.id}`, { tags: ['a'], assigneeId: me, service: 'sip-dokter' })
  await sari.request('POST', `/tickets/${ticket.id}/notes`, { text: 'cek' })
  const file = await ask<{ id: number }>('POST', `${office.url}/api/v1/attachments?filename=surat.txt`, {
    headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
    body: 'Yth. Bapak/Ibu',
  })
  expect(file.status).toBe(201)
  expectFits(schemaOf('post', '/attachments', 201), file.body, 'POST /attachments')
  const more = { attachments: [file.body.id], answer: 'sip-dokter/persyaratan' }
  const { body: reply } = await sari.reply(ticket.id, 'Terlampir.', more)
  const draft = { path: 'catalogue/sip-dokter.yaml', text: 'id: x' }
  const { body: revision } = await sari.request<{ id: number }>('POST', '/revisions', draft)
  return { ticket: ticket.id, message: reply.id, attachment: file.body.id, revision: revision.id }
}

function schemaOf(method: string, path: string, status: number): ValidateFunction | undefined {
  const place = `${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}`
  return ajv.getSchema(`api#/paths/${place}/responses/${status}/content/application~1json/schema`)
}

function expectFits(schema: ValidateFunction | undefined, body: unknown, what: string): void {
  if (!schema) return expect.unreachable(`no schema for ${what}`)
  const isFit = schema(body)
  expect({ what, isFit, errors: schema.errors }).toEqual({ what, isFit: true, errors: null })
}

function isOpen(path: string): boolean {
  return 'security' in (description.paths[path]?.['get'] ?? {})
}

/** A filling that begins with `?` is a query; any other takes the places in the path. */
function addressOf(path: string, filling: string): string {
  return filling.startsWith('?') || filling === ''
    ? path + filling
    : path.replace(/\{.+\}(?=$|\/)|\{\w+\}/, filling)
}
