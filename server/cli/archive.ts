/** One file that holds an office: its database and the files beside it, each with its checksum. */
import SQLite from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import {
  access,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { unreadable } from './unreadable.ts'

const kept = ['attachments', 'mail', 'pictures']
const databaseName = 'tanya.db'
const sumsName = 'SHA256SUMS'

/** Writes the archive, readable to its owner alone, and returns how many files it holds. Uses the system's tar. */
export async function packOffice(
  backup: (path: string) => Promise<void>,
  dataDir: string,
  target: string,
): Promise<number> {
  const dir = await mkdtemp(join(dirname(resolve(target)), '.backup-')).catch((cause: unknown) => {
    throw new Error(`${dirname(resolve(target))} cannot be written.`, { cause })
  })
  const content = join(dir, 'content')
  const archive = join(dir, 'archive')
  try {
    await mkdir(content)
    await backup(join(content, databaseName))
    // Files are written before the rows that name them, so copying them after the database misses none.
    for (const name of kept)
      if (await exists(join(dataDir, name))) await copyFolder(join(dataDir, name), join(content, name))
    const files = await filesUnder(content)
    const sums = await Promise.all(
      files.map(async (file) => `${await sumOf(file)}  ${relative(content, file)}`),
    )
    await writeFile(join(content, sumsName), `${sums.join('\n')}\n`)
    await tar(['-czf', archive, '-C', content, '.'])
    await chmod(archive, 0o600)
    await rename(archive, target)
    return files.length
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Throws one sentence when this is not what `packOffice` wrote; looks at nothing else and leaves nothing. */
export async function checkArchive(source: string): Promise<void> {
  await access(source, constants.R_OK).catch((cause: unknown) => {
    throw unreadable(source, cause)
  })
  const names = await tar(['-tzf', resolve(source)]).catch((cause: unknown) => {
    throw new Error(`${source} is not a whole archive; \`tanya backup\` writes one.`, { cause })
  })
  const found = new Set(names.split('\n'))
  if (!found.has(`./${databaseName}`) || !found.has(`./${sumsName}`))
    throw new Error(`${source} is an archive, but not one that \`tanya backup\` wrote.`)
}

/** Verifies every file and the database before anything is put in place; refuses to overwrite an office. */
export async function unpackOffice(source: string, databasePath: string, dataDir: string): Promise<number> {
  // A write-ahead log left beside a database that was moved away would be played into the restored one.
  for (const suffix of ['', '-wal', '-shm']) {
    if (await exists(databasePath + suffix)) {
      throw new Error(`There is a database already: move ${basename(databasePath)}* away before restoring.`)
    }
  }
  const dir = await mkdtemp(join(dataDir, '.restore-'))
  try {
    await tar(['-xzf', resolve(source), '-C', dir])
    const lines = (await readFile(join(dir, sumsName), 'utf8')).trim().split('\n')
    for (const line of lines) {
      const [sum = '', name = ''] = line.split(/ {2}(.*)/s)
      if ((await sumOf(join(dir, name)).catch(() => 'missing')) !== sum)
        throw new Error(`The copy is damaged: ${name} is not as it was.`)
    }
    checkDatabase(join(dir, databaseName))
    for (const name of kept) {
      if (await exists(join(dir, name))) await cp(join(dir, name), join(dataDir, name), { recursive: true })
    }
    await cp(join(dir, databaseName), databasePath) // it may lie on another disk than the data folder
    return lines.length
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function checkDatabase(path: string): void {
  const database = new SQLite(path, { readonly: true })
  const [check] = database.pragma('integrity_check') as { integrity_check: string }[]
  database.close()
  if (check?.integrity_check !== 'ok') throw new Error('The copy of the database is damaged.')
}

/** A file that nothing names any more may go between being listed and being copied; the second time it is not listed. */
async function copyFolder(from: string, to: string): Promise<void> {
  const copy = () => cp(from, to, { recursive: true, filter: isWhole })
  await copy().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return copy()
  })
}

/** A file still being written has a longer name; what it will hold is named by no row yet. */
function isWhole(path: string): boolean {
  return !/\.\d+\.[a-z0-9]+$/.test(path)
}

async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Resolves with what tar printed; its last words are the error's. */
function tar(args: string[]): Promise<string> {
  return new Promise((done, reject) => {
    const child = spawn('tar', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    let complaint = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (words += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint = chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? done(words) : reject(new Error(`tar failed: ${complaint.trim().split('\n').at(-1)}`)),
    )
  })
}
