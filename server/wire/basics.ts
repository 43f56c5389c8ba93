/**
 * What nearly every resource of the wire is made of. The wire is the JSON that leaves and enters this house: REST bodies,
 * socket events. Schemas first, types from them, so that checking, types and OpenAPI cannot drift apart; the web takes
 * types from here and nothing else. In what comes in, unknown fields are refused (`strictObject`): a typo is an error
 * and not a silent nothing.
 */
import { z } from 'zod'

export const Channel = z.enum(['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'])
export const Language = z.enum(['id', 'en'])
export const Time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' })
export const Id = z.int().positive()
