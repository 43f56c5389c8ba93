/** Which threads wait for which: what a thread gives up is its own, and the event loop keeps all it had. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const module = JSON.stringify(join(import.meta.dirname, '../../../channels/lib/give-way.ts'))
const isLinux = process.platform === 'linux'

/** Runs as a module in a process of its own; what it prints. */
const run = (script: string) =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as number[]

it('a thread gives way to the one that began it, once', () => {
  const inThread = `import('node:os').then(async (os) => {
    const { giveWay } = await import(${module})
    giveWay()
    const { parentPort } = await import('node:worker_threads')
    parentPort.postMessage(os.getPriority())
  })`
  const [before = NaN, inside = NaN, after = NaN] = run(`
    import { getPriority } from 'node:os'
    import { Worker } from 'node:worker_threads'
    const before = getPriority()
    new Worker(${JSON.stringify(inThread)}, { eval: true })
      .on('message', (inside) => console.log(JSON.stringify([before, inside, getPriority()])))`)
  expect(after).toBe(before)
  expect(inside).toBe(isLinux ? Math.min(before + 5, 19) : before)
})

it('the helpers of V8 give way, and no other thread', () => {
  const priorities = run(`
    import { getPriority } from 'node:os'
    import { readdirSync, readFileSync } from 'node:fs'
    import { letHelpersGiveWay } from ${module}
    letHelpersGiveWay()
    const threads = ${isLinux} ? readdirSync('/proc/self/task') : []
    const isHelper = (id) => readFileSync('/proc/self/task/' + id + '/comm', 'utf8').startsWith('V8Worker')
    console.log(JSON.stringify(threads.map((id) => getPriority(Number(id)) - getPriority() - (isHelper(id) ? Math.min(5, 19 - getPriority()) : 0))))`)
  expect(new Set(priorities)).toEqual(new Set(isLinux ? [0] : []))
})
