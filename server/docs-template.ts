/** How the page of `docs.ts` looks. */
export const docsTemplate = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tanya API</title><link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/api/docs.css"></head><body><main>
<h1>Tanya API</h1>
<p>JSON under <code>{{server}}</code>. The same for programs, with every schema: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
Errors are <code>application/problem+json</code> (RFC 9457). Lists are pages of <code>items</code>; pass <code>nextCursor</code> back as <code>cursor</code> until it is null.</p>
<h2>Signing in</h2>
<p>A program uses a token, which the operator makes with <code>npx tanya token create --agent EMAIL</code>:</p>
<pre tabindex="0">curl -H "Authorization: Bearer $TOKEN" "{{server}}/tickets?status=new,open&amp;limit=20"

curl -X POST -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"text":"Selamat pagi, …","clientId":"my-program-17"}' "{{server}}/tickets/1/replies"</pre>
<p>A browser signs in by <code>POST /session</code> and sends the answer’s <code>csrfToken</code> as <code>X-CSRF-Token</code> with whatever changes something.</p>
<h2>Routes</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Routes"><table><thead><tr><th>Method and path</th><th>What it does</th><th>Who</th></tr></thead><tbody>
{{#routes}}<tr><td><a href="#{{id}}"><code>{{method}} {{path}}</code></a></td><td>{{summary}}</td><td>{{access}}</td></tr>
{{/routes}}</tbody></table></div>
{{#routes}}
<details><summary><code>{{method}} {{path}}</code></summary><div id="{{id}}">
<p>{{summary}}. For {{access}}.</p>
{{#hasParameters}}<div class="scroll" tabindex="0" role="region" aria-label="Parameters of {{method}} {{path}}"><table><thead><tr><th>Parameter</th><th>In</th><th>What it takes</th></tr></thead><tbody>
{{#parameters}}<tr><td><code>{{name}}</code>{{#required}} (required){{/required}}</td><td>{{in}}</td><td>{{words}}</td></tr>
{{/parameters}}</tbody></table></div>{{/hasParameters}}
{{#bodies}}<h3>{{title}}</h3>{{#name}}<p><a href="#schema-{{name}}"><code>{{name}}</code></a></p>{{/name}}{{#json}}<pre tabindex="0">{{json}}</pre>{{/json}}{{^name}}{{^json}}<p>{{#type}}The bytes of a file.{{/type}}{{^type}}No body.{{/type}}</p>{{/json}}{{/name}}
{{/bodies}}</div></details>
{{/routes}}
<h2>Schemas</h2>
{{#schemas}}<details><summary><code>{{name}}</code></summary><div id="schema-{{name}}"><pre tabindex="0">{{json}}</pre></div></details>
{{/schemas}}</main></body></html>`

export const docsCss = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;--line:light-dark(#dfe2dc,#273331);
--link:light-dark(#0e5a56,#6cc9bc);--sunken:light-dark(#eaece8,#0a100f)}
body{margin:0;background:light-dark(#fff,#141c1b);color:light-dark(#13211f,#e8eeeb)}
main{max-width:70rem;margin:2rem auto;padding:0 1rem 4rem}h1{font-size:1.75rem}h2{font-size:1.3rem;margin-top:2.5rem}h3{font-size:1rem;margin-bottom:.25rem}
a{color:var(--link)}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
code,pre{font:.875rem/1.5 ui-monospace,Menlo,Consolas,monospace}td code{white-space:nowrap}@media(max-width:40rem){td code{white-space:normal;overflow-wrap:anywhere}}
pre{margin:0;padding:.75rem;overflow-x:auto;background:var(--sunken);border-radius:.375rem}
details{border-bottom:1px solid var(--line)}summary{padding:.6rem 0;cursor:pointer}details>div{padding:0 0 1rem 1rem;scroll-margin-top:3rem}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}`
