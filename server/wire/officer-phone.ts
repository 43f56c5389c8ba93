/** Where calls reach an officer: a telephone of theirs, or their browser. */
import { z } from 'zod'
import { Time } from './basics.ts'

export const OfficerPhone = z
  .object({
    number: z.string().nullable().meta({ description: 'E.164; null when calls reach this officer nowhere' }),
    rings: z.boolean().meta({ description: 'It rings with every call for an officer' }),
    browser: z.boolean().meta({ description: 'At the desk, calls ring in the browser instead' }),
    via: z
      .enum(['twilio', 'simulator'])
      .nullable()
      .meta({ description: 'Who rings browsers; null where none is a telephone' }),
  })
  .meta({ id: 'OfficerPhone' })

export const OfficerPhonePatch = z.strictObject({
  number: z.string().trim().max(40).nullable(),
  rings: z.boolean(),
  browser: z.boolean().optional(),
})

export const VoiceToken = z
  .object({
    token: z.string().meta({ description: 'For Twilio’s Voice client in the browser' }),
    identity: z.string(),
    via: z.enum(['twilio', 'simulator']).meta({ description: 'Who rings this browser' }),
    expiresAt: Time,
  })
  .meta({ id: 'VoiceToken' })

export type VoiceToken = z.infer<typeof VoiceToken>
export type OfficerPhone = z.infer<typeof OfficerPhone>
