import { z } from 'zod'
import { topics, type Library, type Service } from '../../templates/index.ts'
import { notFound } from '../errors.ts'
import { route, type Route } from '../route.ts'
import { Answer } from '../wire/answer.ts'
import { Channel, Language } from '../wire/basics.ts'
import { OfficeNow, type Office } from '../wire/office.ts'
import { limitUpTo, page } from '../wire/page.ts'
import { Service as ServiceSchema, ServiceSummary } from '../wire/service.ts'

export function catalogueRoutes(library: Library, office: Office, isStaffed: () => boolean): Route[] {
  const summary = (service: Service) => ({
    id: service.id,
    names: service.names,
    aliases: service.aliases,
    agency: service.agency,
    status: library.statusOf(service),
    supersededBy: service.supersededBy,
    reviewBy: service.reviewBy,
  })

  function find(id: string | undefined): Service {
    const service = library.services.get(id ?? '')
    if (!service) throw notFound('service')
    return service
  }

  return [
    route({
      method: 'get',
      path: '/services',
      access: 'anyone',
      summary: 'The catalogue',
      query: z.strictObject({
        limit: limitUpTo(100, 50),
        cursor: z.string().max(100).optional(),
      }),
      responses: { 200: page(ServiceSummary) },
      async handle({ query }) {
        const all = [...library.services.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
        const rest = all.filter((service) => query.cursor === undefined || service.id > query.cursor)
        const items = rest.slice(0, query.limit)
        const nextCursor = rest.length > query.limit ? (items.at(-1)?.id ?? null) : null
        return { status: 200, body: { items: items.map(summary), nextCursor } }
      },
    }),
    route({
      method: 'get',
      path: '/services/{id}',
      access: 'anyone',
      summary: 'One service with its facts, their sources and how fresh they are',
      responses: { 200: ServiceSchema },
      async handle({ params, caller }) {
        const service = find(params.id)
        return { status: 200, body: { ...(caller ? service : withoutNotes(service)), ...summary(service) } }
      },
    }),
    route({
      method: 'get',
      path: '/answers/{service}/{topic}',
      access: 'anyone',
      summary: `The text of one answer; topics are ${topics.join(', ')}`,
      query: z.strictObject({
        language: Language.default('id'),
        channel: Channel.default('web'),
      }),
      responses: { 200: Answer },
      async handle({ params, query }) {
        const answer = library.answer(`${params.service}/${params.topic}`, query)
        if (!answer) throw notFound('answer')
        return { status: 200, body: answer }
      },
    }),
    route({
      method: 'get',
      path: '/office',
      access: 'anyone',
      summary: 'The office: name, telephone, mailbox, hours',
      responses: { 200: OfficeNow },
      handle: async () => ({ status: 200, body: { ...office, staffed: isStaffed() } }),
    }),
  ]
}

/** What staff wrote for staff stays inside. */
function withoutNotes(service: Service): object {
  const facts = Object.entries(service.facts).map(([name, fact]) => [name, { ...fact, note: undefined }])
  return { ...service, notes: undefined, facts: Object.fromEntries(facts) as object }
}
