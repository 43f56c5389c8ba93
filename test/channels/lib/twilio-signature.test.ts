import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSignatureValid, sign, type TwilioParams } from '../../../channels/lib/twilio-signature.ts'

interface Vector {
  id: string
  url: string
  params: TwilioParams | 'basic'
  body?: string
  signature: string | null
  exact?: boolean
}
const file = new URL('../../fixtures/twilio/signature-vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
  authToken: string
  valid: Vector[]
  invalid: Vector[]
}
const basic = vectors.valid[0]?.params as TwilioParams
const paramsOf = (vector: Vector) => (vector.params === 'basic' ? basic : vector.params)
const check = (vector: Vector) =>
  isSignatureValid(vectors.authToken, vector.signature, [vector.url], paramsOf(vector), vector.body)

describe('Twilio’s signature', () => {
  it.each(vectors.valid)('is accepted: $id', (vector) => expect(check(vector)).toBe(true))
  it.each(vectors.invalid)('is refused: $id', (vector) => expect(check(vector)).toBe(false))

  it.each(vectors.valid.filter((vector) => vector.exact && !vector.body))('is made the same: $id', (vector) =>
    expect(sign(vectors.authToken, vector.url, paramsOf(vector))).toBe(vector.signature),
  )

  it('is accepted for any of our addresses', () => {
    const signature = sign('s3cr3t', 'https://b.example/x', basic)
    expect(isSignatureValid('s3cr3t', signature, ['https://a.example/x', 'https://b.example/x'], basic)).toBe(
      true,
    )
  })

  it.each([
    ['https://a.example/x?test=param', 'https://a.example:443/x?test=param'],
    ['https://[::1]/x', 'https://[::1]:443/x'],
    ["https://a.example/x?q=it's", 'https://a.example/x?q=it%27s'],
  ])('takes %s and %s for one address', (one, other) => {
    expect(isSignatureValid('s3cr3t', sign('s3cr3t', one, {}), [other], {})).toBe(true)
    expect(isSignatureValid('s3cr3t', sign('s3cr3t', other, {}), [one], {})).toBe(true)
  })

  it('is refused when the query or a body behind its hash differs', () => {
    const url = 'https://a.example/x?test=param'
    expect(isSignatureValid('s3cr3t', sign('s3cr3t', url, {}), [url + '2'], {})).toBe(false)
    const json = vectors.valid.find((vector) => vector.id === 'json-body-sha256') as Vector
    expect(check({ ...json, body: json.body + ' ' })).toBe(false)
    expect(check({ ...json, body: undefined })).toBe(false)
  })

  it('never throws, and without our secret is never valid', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.dictionary(fc.string(), fc.string()),
        (signature, url, params) => {
          expect(isSignatureValid('secret', signature, [url], params)).toBe(false)
        },
      ),
    )
    expect(isSignatureValid('', sign('', 'https://a.example', {}), ['https://a.example'], {})).toBe(false)
  })
})
