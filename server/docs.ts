/** The API, readable: one page made from the OpenAPI description, without a script. */
import mustache from 'mustache'
import { docsTemplate } from './docs-template.ts'
import type { ApiDescription } from './openapi.ts'
import type { Route } from './route.ts'

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: ValueSchema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}
interface ValueSchema {
  type?: string
  description?: string
  enum?: string[]
  default?: string | number
  minimum?: number
  maximum?: number
  maxLength?: number
  $ref?: string
}
type Content = Record<string, { schema?: object }>

const whoMay = { anyone: 'anyone', agent: 'agents', admin: 'admins' } as const

export function describeRoutesAsPage(routes: Route[], description: ApiDescription): string {
  const paths = description.paths as Record<string, Record<string, Operation>>
  return mustache.render(docsTemplate, {
    server: description.servers?.[0]?.url,
    routes: routes.map((one) => ({
      id: `${one.method}${one.path.replace(/[/{}]+/g, '-')}`.replace(/-$/, ''),
      method: one.method.toUpperCase(),
      path: one.path,
      summary: one.summary,
      access: whoMay[one.access],
      ...describe(paths[one.path]?.[one.method]),
    })),
    schemas: Object.entries(description.components?.schemas ?? {}).map(([name, schema]) => ({
      name,
      json: pretty(schema),
    })),
  })
}

function describe(operation: Operation | undefined) {
  const parameters = (operation?.parameters ?? []).map((parameter) => ({
    ...parameter,
    words: inWords(parameter.schema ?? {}),
  }))
  const bodies = contents(operation?.requestBody?.content, 'Body')
  const answers = Object.entries(operation?.responses ?? {})
    .filter(([status]) => status !== 'default')
    .flatMap(([status, { description, content }]) => contents(content, `${status} ${description}`))
  return { hasParameters: parameters.length > 0, parameters, bodies: [...bodies, ...answers] }
}

/** A short value needs no JSON to be described. */
function inWords(schema: ValueSchema): string {
  const { type = '', minimum, maximum, maxLength, description } = schema
  const range = minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : ''
  const words = [
    schema.$ref?.split('/').at(-1) ?? schema.enum?.join(', ') ?? `${type}${range}`,
    ...(schema.default === undefined ? [] : [`${schema.default} unless given`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ].join('; ')
  return description ? `${description} (${words})` : words
}

/** A body's title and schema; one that is only a reference is named and linked. */
function contents(content: Content | undefined, title: string) {
  return Object.entries(content ?? { '': {} }).flatMap(([type, { schema }]) => {
    if (type === '' && title === 'Body') return []
    const name = /^#\/components\/schemas\/(\w+)$/.exec((schema as { $ref?: string })?.$ref ?? '')?.[1]
    return [{ title, type, name, json: schema && !name ? pretty(schema) : null }]
  })
}

function pretty(schema: unknown): string {
  return JSON.stringify(schema, null, 2)
}
