/** The office itself. */
import { z } from 'zod'
import { Channel, Time } from './basics.ts'

export const Office = z
  .object({
    name: z.string(),
    phone: z.string(),
    email: z.string().nullable(),
    sms: z.string().nullable(),
    whatsapp: z.string().nullable(),
    answersBy: z
      .array(Channel)
      .meta({ description: 'By which channels the office can answer, played ones too' }),
    hours: z.object({ id: z.string(), en: z.string() }).meta({ description: 'In words' }),
    open: z.boolean().meta({ description: 'Now, by hours and holidays' }),
    opensAt: Time.nullable().meta({ description: 'When it next opens, after a break too' }),
    schedule: z
      .object({
        timeZone: z.string(),
        week: z.array(
          z.object({
            day: z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
            open: z.array(z.object({ from: z.string(), until: z.string() })),
          }),
        ),
        closedDays: z.array(z.object({ date: z.iso.date(), name: z.string() })),
      })
      .meta({ description: 'Usual hours, and the holidays of the next 60 days; HH:MM in `timeZone`' }),
    topics: z
      .array(z.object({ id: z.string(), title: z.object({ id: z.string(), en: z.string() }) }))
      .meta({ description: 'What a question may be put under' }),
  })
  .meta({ id: 'Office', description: 'How citizens reach the office; null where a channel is off' })

export type Office = z.infer<typeof Office>

export const OfficeNow = Office.extend({
  staffed: z.boolean().meta({ description: 'Somebody is there who takes chats now' }),
}).meta({ id: 'OfficeNow', description: 'How citizens reach the office, and whether anybody is there' })

export type OfficeNow = z.infer<typeof OfficeNow>
