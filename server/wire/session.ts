/** Signing in. */
import { z } from 'zod'
import { Agent } from './agent.ts'

export const SignIn = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) })
export const Session = z.object({ agent: Agent, csrfToken: z.string().nullable() }).meta({ id: 'Session' })

export type Session = z.infer<typeof Session>
