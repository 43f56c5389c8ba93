/** A PostgreSQL cluster from Debian's packages, in a folder of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface Postgres {
  /** Without a database's name. */
  url: string
  /** SIGQUIT: every line is cut and nothing is tidied up, as when the machine goes. */
  crash(): Promise<void>
  /** Comes back on the same port with the same data. */
  comeBack(): Promise<void>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<Postgres> {
  const bin = findPostgres()
  const dir = mkdtempSync(join(tmpdir(), 'tanya-pg-'))
  // PostgreSQL refuses to run as root.
  const asOwner =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  if (asOwner.length > 0) execFileSync('chown', ['postgres:postgres', dir])
  chmodSync(dir, 0o700)
  const data = join(dir, 'data')
  const initdb = [...asOwner, join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync']
  run([...initdb, '-E', 'UTF8', '--locale=C.UTF-8'])
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}`
  const command = [...asOwner, join(bin, 'postgres'), '-D', data, '-p', String(port), '-k', dir]
  let server = await launch()

  async function launch(): Promise<ChildProcess> {
    const child = spawn(command[0] ?? '', [...command.slice(1), '-h', '127.0.0.1', '-F'], { stdio: 'ignore' })
    await untilReady(url)
    return child
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = new Promise((done) => server.once('exit', done))
    if (server.exitCode === null && server.kill(signal)) await gone
  }

  return {
    url,
    crash: () => end('SIGQUIT'),
    async comeBack() {
      server = await launch()
    },
    async stop() {
      await end('SIGINT')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function findPostgres(): string {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions
    .map((version) => join(home, version, 'bin'))
    .find((dir) => existsSync(join(dir, 'initdb')))
  if (!found) throw new Error('PostgreSQL is missing: npm test installs it, or apt-get install postgresql.')
  return found
}

function run(command: string[]): void {
  execFileSync(command[0] ?? '', command.slice(1), { stdio: 'ignore' })
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: `${url}/postgres` })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
