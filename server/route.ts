/**
 * A route of the API: what it takes, what it gives, who may call it. Written once; Express, the checking of input
 * and the OpenAPI description all come from it.
 */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Auth, Caller } from './auth/index.ts'
import { isSameSecret } from './auth/secrets.ts'
import { TanyaError } from './errors.ts'

type Method = 'get' | 'post' | 'patch' | 'delete'
/** `anyone` needs no session; `agent` any colleague; `admin` an admin. */
export type Access = 'anyone' | 'agent' | 'admin'

/** In place of a schema: a file's bytes, of whatever type. */
export const bytes = Symbol('bytes')

export interface Route {
  method: Method
  /** With `{name}` for parameters, as OpenAPI writes them. */
  path: string
  access: Access
  summary: string
  query: z.ZodType | null
  body: z.ZodType | typeof bytes | null
  /** Status → schema; null means no body. */
  responses: Record<number, z.ZodType | typeof bytes | null>
  handle: (call: Call) => Promise<Result>
}

export interface Call<Query = unknown, Body = unknown> {
  params: Record<string, string>
  query: Query
  body: Body
  /** Null only where the route is open to anyone. */
  caller: Caller | null
  request: Request
  response: Response
}
export interface Result {
  status: number
  body?: object
}
type InferOr<S, Otherwise> = S extends z.ZodType ? z.infer<S> : Otherwise

/** Declares a route, with the types of what it takes drawn from its schemas. */
export function route<
  Q extends z.ZodType | null = null,
  B extends z.ZodType | typeof bytes | null = null,
>(options: {
  method: Method
  path: string
  access: Access
  summary: string
  query?: Q
  body?: B
  responses: Record<number, z.ZodType | typeof bytes | null>
  handle: (call: Call<InferOr<Q, undefined>, InferOr<B, undefined>>) => Promise<Result>
}): Route {
  return {
    ...options,
    query: options.query ?? null,
    body: options.body ?? null,
    handle: options.handle as Route['handle'],
  }
}

/** The id in the path. A thing that cannot be an id is a thing that does not exist. */
export function idOf(call: Call, name = 'id'): number {
  const text = call.params[name] ?? ''
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new TanyaError('not-found', 'There is no such thing here.')
  return Number(text)
}

export function agentOf(call: Call) {
  if (!call.caller) throw new TanyaError('unauthorized', 'Sign in first.')
  return call.caller.agent
}

/** All routes as one Express router. Paths that exist with other methods answer 405. */
export function createRouter(routes: Route[], auth: Auth): Router {
  const router = Router({ caseSensitive: true })
  const paths = Map.groupBy(routes, (one) => expressPath(one.path))
  for (const [path, atPath] of paths) {
    for (const one of atPath) {
      router[one.method](path, async (request, response) => {
        const result = await one.handle(await admit(one, request, response, auth))
        response.status(result.status)
        if (result.body === undefined) response.end()
        else response.json(result.body)
      })
    }
    router.all(path, (_request, response) => {
      response.setHeader('Allow', atPath.map((one) => one.method.toUpperCase()).join(', '))
      throw new TanyaError('method-not-allowed', 'This address has no such method.')
    })
  }
  return router
}

const NoQuery = z.strictObject({})

async function admit(one: Route, request: Request, response: Response, auth: Auth): Promise<Call> {
  const caller = await auth.identify(request.headers)
  if (one.access !== 'anyone') {
    if (!caller) throw new TanyaError('unauthorized', 'Sign in first.')
    if (one.access === 'admin' && caller.agent.role !== 'admin')
      throw new TanyaError('forbidden', 'Only an admin may do this.')
    if (one.method !== 'get') refuseForged(request, caller)
  }
  return {
    params: request.params as Record<string, string>,
    query: check(one.query ?? NoQuery, request.query, 'bad-request'),
    body: one.body && one.body !== bytes ? check(one.body, jsonBody(request), 'bad-request') : undefined,
    caller,
    request,
    response,
  }
}

/** A browser sends the cookie by itself, so what changes something must also name the session's own token. */
function refuseForged(request: Request, caller: Caller): void {
  if (caller.csrfToken === null) return
  if (!isSameSecret(request.get('x-csrf-token') ?? '', caller.csrfToken)) {
    throw new TanyaError('forbidden', 'The X-CSRF-Token header is missing or not this session’s.')
  }
}

function jsonBody(request: Request): unknown {
  if (request.body === undefined && request.get('content-type') && !request.is('json')) {
    throw new TanyaError('unsupported-media-type', 'Send application/json.')
  }
  return request.body
}

function check<S extends z.ZodType>(schema: S, value: unknown, code: 'bad-request'): z.infer<S> {
  // PostgreSQL refuses NUL in text, and nobody writes it.
  const nul = pathOfNul(value)
  if (nul !== null)
    throw new TanyaError(code, 'The request holds a NUL character.', {
      errors: [{ path: nul, message: 'must not hold NUL' }],
    })
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const [first] = errors
  throw new TanyaError(
    code,
    first ? `${first.path || 'body'}: ${first.message}` : 'The request is malformed.',
    { errors },
  )
}

/** Deeper than any body we take; what is nested further its schema refuses. */
const deepestBody = 5

/** Where a NUL stands in a JSON value, in names or values; null when nowhere. */
function pathOfNul(value: unknown, path = '', depth = 0): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path : null
  if (typeof value !== 'object' || value === null || depth > deepestBody) return null
  for (const [name, one] of Object.entries(value)) {
    const found = pathOfNul(name, path) ?? pathOfNul(one, path === '' ? name : `${path}.${name}`, depth + 1)
    if (found !== null) return found
  }
  return null
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}
