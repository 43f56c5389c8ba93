import type { Response } from 'express'
import { cookieFrom, sessionCookie, type Auth } from '../auth/index.ts'
import { presentAgent } from '../desk/present/agents.ts'
import { TanyaError } from '../errors.ts'
import { agentOf, route, type Route } from '../route.ts'
import { Session, SignIn } from '../wire/session.ts'

export function sessionRoutes(auth: Auth, options: { isHttps: boolean }): Route[] {
  function setCookie(response: Response, value: string | null): void {
    const attributes = { httpOnly: true, sameSite: 'lax', secure: options.isHttps, path: '/' } as const
    if (value === null) response.clearCookie(sessionCookie, attributes)
    else response.cookie(sessionCookie, value, attributes)
  }

  return [
    route({
      method: 'post',
      path: '/session',
      access: 'anyone',
      summary: 'Sign in',
      body: SignIn,
      responses: { 201: Session },
      async handle({ body, request, response }) {
        // Another site must not be able to sign a browser in as somebody else.
        if (request.get('sec-fetch-site') === 'cross-site') {
          throw new TanyaError('forbidden', 'Sign in from this site itself.')
        }
        const address = request.ip ?? ''
        const signedIn = await auth.signIn(
          body.email,
          body.password,
          address,
          cookieFrom(request.headers.cookie),
        )
        setCookie(response, signedIn.cookie)
        return { status: 201, body: { agent: presentAgent(signedIn.agent), csrfToken: signedIn.csrfToken } }
      },
    }),
    route({
      method: 'get',
      path: '/session',
      access: 'agent',
      summary: 'Who am I',
      responses: { 200: Session },
      handle: async (call) => ({
        status: 200,
        body: { agent: presentAgent(agentOf(call)), csrfToken: call.caller?.csrfToken ?? null },
      }),
    }),
    route({
      method: 'delete',
      path: '/session',
      access: 'agent',
      summary: 'Sign out',
      responses: { 204: null },
      async handle({ caller, response }) {
        if (caller?.sessionHash) await auth.signOut(caller.sessionHash)
        setCookie(response, null)
        return { status: 204 }
      },
    }),
  ]
}
