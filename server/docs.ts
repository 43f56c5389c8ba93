/** The API, readable: one page made from the OpenAPI description, without a script. */
import mustache from 'mustache'
import type { Route } from './route.ts'

const template = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tanya API</title><link rel="stylesheet" href="/api/docs.css"></head><body><main>
<h1>Tanya API</h1>
<p>JSON under <code>/api/v1</code>. The whole description, with every schema: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<table><thead><tr><th>Method and path</th><th>What it does</th><th>Who</th><th>Answers</th></tr></thead><tbody>
{{#routes}}<tr><td><code>{{method}} {{path}}</code></td><td>{{summary}}</td><td>{{access}}</td><td>{{statuses}}</td></tr>
{{/routes}}</tbody></table></main></body></html>`

export const docsCss = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
main{max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.5rem;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);vertical-align:top}
code{white-space:nowrap}`

export function describeRoutesAsPage(routes: Route[]): string {
  return mustache.render(template, {
    routes: routes.map((one) => ({
      method: one.method.toUpperCase(),
      path: one.path,
      summary: one.summary,
      access: one.access,
      statuses: Object.keys(one.responses).join(', '),
    })),
  })
}
