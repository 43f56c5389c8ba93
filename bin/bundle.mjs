// Puts the server and all it needs of its libraries into a few files: a third less memory than 1,900 modules of their own
// (docs/decisions/0028), and a quicker start. Names and lines stay as they are, so that the frames of an error can be read.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from './prepare.mjs'
import { serverDir } from './server-process.mjs'

/** The process, the command line, and the threads: each becomes a file of this name. */
const entries = [
  'server/main.ts',
  'server/cli.ts',
  'channels/email/parse-worker.ts',
  'server/desk/disk/disk-worker.ts',
]
/** Machine code is loaded from where its package lies; `pg` does without `pg-native`. */
const external = ['better-sqlite3', '@node-rs/argon2', 'pg-native']

/** Of a bundle, from its first file to its last. */
const longestWriteMs = 60_000

const ownPlace = /new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)|import\.meta\.(url|dirname)/g

/** What a module looks for beside itself lies beside its source still; a thread's file lies beside the bundle. */
const besideItsSource = {
  name: 'tanya:beside-its-source',
  transform: {
    order: 'pre',
    filter: { code: 'import.meta.' },
    handler(code, id) {
      if (!id.startsWith(root) || id.includes('node_modules')) return
      const [from, folder] = [id, dirname(id)].map((path) => relative(serverDir, path).replaceAll(sep, '/'))
      return code.replace(ownPlace, (_given, thread, what) => {
        if (thread) return `new URL('./${thread}.js', import.meta.url)`
        return what === 'url'
          ? `new URL('${from}', import.meta.url).href`
          : `(import.meta.dirname + '/${folder}')`
      })
    },
  },
}

const bundle = await rolldown({
  cwd: root,
  input: entries.map((path) => join(root, path)),
  platform: 'node',
  external,
  plugins: [besideItsSource],
})
const { output } = await bundle.generate({ format: 'esm', comments: { jsdoc: false } })
await bundle.close()
mkdirSync(serverDir, { recursive: true })
const before = statSync(join(serverDir, 'main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
for (const { fileName, code } of output) replace(join(serverDir, fileName), inAscii(code))
removeOld(new Set(output.map(({ fileName }) => fileName)))

/** What the bundle before consisted of stays: a server that still runs may load some of it only now. */
function removeOld(made) {
  for (const name of readdirSync(serverDir)) {
    const path = join(serverDir, name)
    const isOld = (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < before - longestWriteMs
    if (!made.has(name) && isOld) rmSync(path, { force: true })
  }
}

/** Whoever starts or bundles at the same time finds a whole file, the old or the new. */
function replace(path, code) {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, code)
  renameSync(beside, path)
}

/** With one letter beyond ASCII V8 keeps all of a file in two bytes a letter. */
function inAscii(code) {
  const escaped = /(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.exec(code)
  if (escaped)
    throw new Error(`a backslash stands before “${escaped[0].at(-1)}”, which cannot be written in ASCII`)
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
