/** OpenAPI 3.1 from the routes themselves. */
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { z } from 'zod'
import { bytes, type Route } from './route.ts'
import { Problem } from './wire/problem.ts'

const schemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'tanya_session' },
  token: { type: 'http', scheme: 'bearer' },
} as const

export type ApiDescription = ReturnType<typeof describeApi>

export function describeApi(routes: Route[], version: string, baseUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const one of routes) {
    paths[one.path] ??= {}
    paths[one.path]![one.method] = operation(one)
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Tanya', version, description: 'The helpdesk of a public one-stop permit office.' },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ session: [] }, { token: [] }],
    components: { securitySchemes: schemes },
    paths: paths as ZodOpenApiPathsObject,
  })
}

function operation(one: Route) {
  const names = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return {
    summary: one.summary,
    ...(one.access === 'anyone' ? { security: [] } : {}),
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(one.query ? { requestParams: { query: one.query } } : {}),
    ...(one.body ? { requestBody: { required: true, ...content(one.body) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(one.responses).map(([status, schema]) => [
          status,
          {
            description: describeStatus(Number(status)),
            ...(schema ? content(schema) : {}),
          },
        ]),
      ),
      default: { description: 'A problem (RFC 9457)', ...content(Problem, 'application/problem+json') },
    },
  }
}

/** A file is a media type without a schema (OpenAPI 3.1 §4.8.14.2). */
function content(schema: z.ZodType | typeof bytes, type = 'application/json') {
  return { content: schema === bytes ? { '*/*': {} } : { [type]: { schema } } }
}

function describeStatus(status: number): string {
  if (status === 201) return 'Created'
  if (status === 204) return 'Done; no body'
  return 'OK'
}
