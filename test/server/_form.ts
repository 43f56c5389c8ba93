/** A citizen whose browser runs no script: forms as browsers send them, and pages as text. */
import { expect } from 'vitest'
import { ask } from './_ask.ts'

export type Fields = Record<string, string | File[]>

/** Posts a form to a path, with what a browser would say of where it came from. */
export async function postForm(url: string, fields: Fields, headers: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value)
    else for (const file of value) form.append(name, file)
  }
  const whole = new Response(form)
  const type = whole.headers.get('content-type') ?? ''
  return ask<string>('POST', url, {
    headers: { 'content-type': type, 'sec-fetch-site': 'same-origin', ...headers },
    body: new Uint8Array(await whole.arrayBuffer()),
  })
}

export async function formIdAt(url: string): Promise<string> {
  const { body } = await ask<string>('GET', url, { headers: { accept: 'text/html' } })
  const id = /name="id" value="([0-9a-f]{32})"/.exec(body)?.[1]
  expect(id).toBeDefined()
  return id ?? ''
}

/** As a browser would show its main part: without tags, and with its entities read. */
export function textOf(body: string): string {
  return body
    .slice(body.indexOf('<main'), body.indexOf('</main>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
}

/** The smallest PNG there is. */
export const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
