/** `npm run bench -- [NAME…] [--json FILE]`: each benchmark against a raw limit or a peer, in the same run. */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { chat } from './chat.ts'
import { chatStorm } from './chat-storm.ts'
import { delivery } from './delivery.ts'
import { table, type Benchmark, type Figure } from './figures.ts'
import { imap } from './imap.ts'
import { ingest } from './ingest.ts'
import { page } from './page.ts'
import { start } from './start.ts'
import { suggest } from './suggest.ts'
import { webhook } from './webhook.ts'

const benchmarks: Record<string, Benchmark> = {
  ...{ ingest, imap, delivery, chat, webhook, suggest, start, page },
  'chat-storm': chatStorm,
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name))
  if (unknown.length > 0) {
    throw new Error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`)
  }

  const figures: Figure[] = []
  for (const [benchmark, measure] of Object.entries(benchmarks)) {
    if (positionals.length > 0 && !positionals.includes(benchmark)) continue
    const found = await measure((progress) => console.error(`${benchmark}: ${progress}`))
    figures.push(...found.map((figure) => ({ benchmark, ...figure })))
  }
  console.log(table(figures))
  if (values.json) {
    const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '' }
    writeFileSync(values.json, JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
