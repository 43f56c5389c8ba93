// `npm test`: installs what is missing, checks, runs every test, and closes with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runToEnd } from './child.mjs'
import { build, fail, install, node, root, run } from './prepare.mjs'

/** Debian's packages behind the integration tests, each with a file that tells it is there. */
const services = [
  { name: 'chromium', has: () => existsSync('/usr/bin/chromium') },
  { name: 'dovecot-imapd', has: () => existsSync('/usr/lib/dovecot/imap') },
  { name: 'dovecot-lmtpd', has: () => existsSync('/usr/lib/dovecot/lmtp') },
  { name: 'postgresql', has: () => hasPostgres() },
  { name: 'redis-server', has: () => existsSync('/usr/bin/redis-server') },
  { name: 'swaks', has: () => existsSync('/usr/bin/swaks') },
]

await install({ withDev: true })
installServices()
await build()
await run([join(root, 'bin', 'check.mjs')])

const wanted = process.argv.slice(2)
const report = join(mkdtempSync(join(tmpdir(), 'tanya-report-')), 'report.json')
const code = await runToEnd(
  node,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...wanted,
  ],
  { cwd: root, stdio: 'inherit' },
)
if (!existsSync(report)) fail('vitest ended without a report')
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = JSON.parse(
  readFileSync(report, 'utf8'),
)
const skipped = numPendingTests + numTodoTests
if (skipped > 0) console.log(`${skipped} tests were skipped; none may be.`)
console.log(`${numPassedTests} passed, ${numFailedTests} failed`)
process.exit(code || skipped > 0 || numFailedTestSuites > 0 || numPassedTests === 0 ? 1 : 0)

function installServices() {
  const missing = services.filter((service) => !service.has()).map((service) => service.name)
  if (missing.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) fail(`The tests need Debian packages; run once as root: ${command}`)
  console.error(`Installing ${missing.join(', ')} …`)
  // RUNLEVEL=1 keeps the packages from starting their services: the tests start their own.
  const env = { ...process.env, RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update', '-q'], command.split(' ').slice(1)]) {
    const result = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (result.status !== 0) fail(`apt-get ${args[0]} failed; its words stand above.`)
  }
}

function hasPostgres() {
  const home = '/usr/lib/postgresql'
  return (
    existsSync(home) && readdirSync(home).some((version) => existsSync(join(home, version, 'bin', 'initdb')))
  )
}
