/** Signing in to a mailbox by OAuth: a token server of our own, and a Dovecot that asks it about each token. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOauth, type OauthConfig } from '../../../channels/email/imap/oauth.ts'
import { startDovecot } from '../../_dovecot.ts'
import { startScriptedImap } from '../../_imap-script.ts'
import { memoryCursors, until } from './_fakes.ts'
import { readMailbox } from './_mailbox.ts'

let tokenServer: Server
let config: OauthConfig
let asked: Record<string, string>[]
let answer: { status: number; body: object }
let valid: Set<string>

beforeEach(async () => {
  asked = []
  valid = new Set()
  answer = { status: 200, body: { expires_in: 3600 } }
  tokenServer = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    response.setHeader('content-type', 'application/json')
    if (url.pathname === '/tokeninfo') {
      const isValid = valid.has(url.searchParams.get('access_token') ?? '')
      response.statusCode = isValid ? 200 : 400
      return response.end(JSON.stringify(isValid ? { email: 'konsultasi@example.test' } : {}))
    }
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      asked.push(Object.fromEntries(new URLSearchParams(body)))
      const token = `token-${asked.length}`
      valid.add(token)
      response.statusCode = answer.status
      response.end(JSON.stringify({ ...(answer.status === 200 && { access_token: token }), ...answer.body }))
    })
  })
  await new Promise<void>((resolve) => tokenServer.listen(0, '127.0.0.1', resolve))
  const { port } = tokenServer.address() as AddressInfo
  config = {
    tokenUrl: `http://127.0.0.1:${port}/token`,
    clientId: 'tanya',
    clientSecret: 'r',
    refreshToken: 'pertama',
  }
})
afterEach(() => void tokenServer.close())

describe('access tokens', () => {
  it('are asked for once, however many mailboxes want one', async () => {
    const { accessToken } = createOauth(config, memoryCursors())
    expect(await Promise.all([accessToken(), accessToken()])).toEqual(['token-1', 'token-1'])
    expect(await accessToken()).toBe('token-1')
    expect(asked).toEqual([
      { grant_type: 'refresh_token', client_id: 'tanya', client_secret: 'r', refresh_token: 'pertama' },
    ])
  })

  it('are renewed before they end, and after one was refused', async () => {
    answer.body = { expires_in: 0.4 }
    const oauth = createOauth(config, memoryCursors())
    expect(await oauth.accessToken()).toBe('token-1')
    await new Promise((done) => setTimeout(done, 250))
    expect(await oauth.accessToken()).toBe('token-2')
    oauth.forget()
    expect(await oauth.accessToken()).toBe('token-3')
  })

  it('are asked for with the newest refresh token, until another is configured', async () => {
    const secrets = memoryCursors()
    answer.body = { expires_in: 3600, refresh_token: 'kedua' }
    await createOauth(config, secrets).accessToken()
    await createOauth(config, secrets).accessToken()
    await createOauth({ ...config, refreshToken: 'dari admin' }, secrets).accessToken()
    expect(asked.map(({ refresh_token }) => refresh_token)).toEqual(['pertama', 'kedua', 'dari admin'])
  })

  it('that are refused for good say so without a secret; a server in trouble is only away', async () => {
    answer = { status: 400, body: { error: 'invalid_grant' } }
    await expect(createOauth(config, memoryCursors()).accessToken()).rejects.toMatchObject({
      trouble: 'refused',
      message: 'the sign-in server refuses IMAP_OAUTH_REFRESH_TOKEN or its client (invalid_grant)',
    })
    answer = { status: 503, body: {} }
    await expect(createOauth(config, memoryCursors()).accessToken()).rejects.toMatchObject({
      trouble: 'unreachable',
    })
    await expect(
      createOauth({ ...config, tokenUrl: 'http://127.0.0.1:9/' }, memoryCursors()).accessToken(),
    ).rejects.toMatchObject({ trouble: 'unreachable' })
  })
})

describe('a mailbox without a password', { timeout: 40_000 }, () => {
  it('is signed in to with user and token, as Google and Microsoft want it', async () => {
    const server = await startScriptedImap()
    const url = server.url.replace(':rahasia', '')
    const { intake } = readMailbox({ url, oauth: createOauth(config, memoryCursors()) })
    await until(() => intake.health()[0]?.state === 'waiting', 'a pass')
    expect(server.tokens).toEqual(['user=konsultasi\u0001auth=Bearer token-1\u0001\u0001'])
    await intake.stop()
    await server.stop()
  })

  it('is read by a Dovecot that asks about the token, and again with a new one when it was revoked', async () => {
    const dovecot = await startDovecot({
      tokenInfoUrl: config.tokenUrl.replace('/token', '/tokeninfo?access_token='),
    })
    await dovecot.deliver('From: budi@example.org\r\nSubject: satu\r\n\r\nhalo\r\n')
    const oauth = createOauth(config, memoryCursors())
    const url = dovecot.imapUrl.replace(':rahasia', '')
    const { ledger, intake } = readMailbox({ url, oauth })
    await until(() => ledger.mails.length === 1, 'the mail')
    valid.clear()
    await dovecot.restart()
    await dovecot.deliver('From: budi@example.org\r\nSubject: dua\r\n\r\nhalo\r\n')
    await until(() => ledger.mails.length === 2, 'the mail after the revocation', 30_000)
    expect(asked).toHaveLength(2)
    await intake.stop()
    await dovecot.stop()
  })
})
