/** One HTTP request, made the way programs make it, and what an error has to look like. */
import { expect } from 'vitest'
import { Problem } from '../../server/wire/problem.ts'
import type { Answer } from '../_office.ts'

export interface Request {
  headers?: Record<string, string>
  /** Sent as it is; set the content type yourself. */
  body?: string | Uint8Array<ArrayBuffer>
}

/** `url` is whole. The body is parsed when it says it is JSON, else given as text. */
export async function ask<T = unknown>(
  method: string,
  url: string,
  request: Request = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: request.headers ?? {},
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as T,
  }
}

export function postJson<T>(url: string, body: unknown, headers: Record<string, string> = {}) {
  return ask<T>('POST', url, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** RFC 9457, and nothing in it that our schema does not know. Returns the paths it complains of. */
export function expectProblem(answer: Answer<unknown>, status: number): string[] {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = Problem.strict().parse(answer.body)
  expect({ answered: answer.status, said: problem.status }).toEqual({ answered: status, said: status })
  expect(problem.type).toMatch(/^urn:tanya:[a-z-]+$/)
  expect(problem.detail).toMatch(/\S/)
  return problem.errors?.map((error) => error.path) ?? []
}
