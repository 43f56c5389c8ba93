/** The process: environment → app → start; stops on a signal with the work in hand finished. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { letHelpersGiveWay } from '../channels/lib/give-way.ts'
import { startApp, type App } from './app.ts'
import { ConfigError, loadConfig, readEnv, type Config } from './config.ts'
import { keepToOneself } from './keep-to-oneself.ts'
import { sayAndExit } from './say.ts'

const root = join(import.meta.dirname, '..')
/** Longer than any send; short of the ten seconds after which we are killed. */
const longestStopMs = 9_000

export async function serve(): Promise<void> {
  keepToOneself()
  letHelpersGiveWay()
  const config = loadConfig(readEnv(process.env, process.cwd()), process.cwd())
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  let stop: (code: number) => void = (code) => process.exit(code)
  const options = {
    version,
    webDist: join(root, 'web', 'dist'),
    onFatal(why: string) {
      console.error(why)
      stop(1)
    },
  }
  const app = await startApp(config, options).catch((cause: unknown) => {
    throw isAboutListening(cause, config)
      ? new ConfigError(`Cannot listen on HOST ${config.host}, PORT ${config.port} (${cause.code}).`, {
          cause,
        })
      : cause
  })
  stop = stopOnSignal(app) // before the greeting: who reads it may stop us at once
  greet(app, config)
}

function isAboutListening(error: unknown, { host }: Config): error is NodeJS.ErrnoException {
  const { syscall, hostname } = error as { syscall?: string; hostname?: string }
  return syscall === 'listen' || (syscall === 'getaddrinfo' && hostname === host)
}

function greet(app: App, config: Config): void {
  const url = config.isBaseUrlSet ? config.baseUrl : `http://localhost:${app.port}`
  const lines = [
    '',
    `  Tanya    ${url}`,
    `  Desk     ${url}/desk/`,
    ...(app.smtpAddress
      ? [`  SMTP in  ${app.smtpAddress.host}:${app.smtpAddress.port}  (${config.email?.address})`]
      : []),
    ...(app.lmtpAddress ? [`  LMTP in  ${app.lmtpAddress.host}:${app.lmtpAddress.port}`] : []),
  ]
  if (app.firstAdmin) {
    lines.push('', `  Sign in as ${app.firstAdmin.email}`)
    if (app.firstAdmin.password) lines.push(`  Password   ${app.firstAdmin.password}   (shown this once)`)
  }
  lines.push('', ...app.notices.map((notice) => `  ${notice}`), '')
  console.log(lines.join('\n'))
}

/** Returns how to stop for another reason, with this exit code. */
function stopOnSignal(app: App): (code: number) => void {
  let isStopping = false
  const stop = (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), longestStopMs).unref()
    app.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  // The script that started us died without a signal: nobody could stop us otherwise.
  process.on('disconnect', () => stop(0))
  return stop
}

if (import.meta.main) serve().catch(sayAndExit)
