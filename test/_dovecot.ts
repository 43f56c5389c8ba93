import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile, chmod, chown } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'

export interface Dovecot {
  /** `imap://konsultasi%40example.test:rahasia@127.0.0.1:PORT/INBOX` */
  imapUrl: string
  address: string
  imapPort: number
  /** The same server's mailbox of somebody else, or another folder. */
  urlOf(user: string, folder?: string): string
  /** Delivers by LMTP; resolves when the mail is in the mailbox. */
  deliver(raw: string | Buffer, to?: string): Promise<void>
  /** Puts many mails into the stopped or running mailbox at once, past LMTP. */
  fill(mails: (string | Buffer)[]): Promise<void>
  /** Ends the server and starts it again on the same ports, with the same mails. */
  restart(): Promise<void>
  /** Ends the server only; `restart` brings it back. */
  halt(): Promise<void>
  /** Ends the server and starts it again with another password for everybody. */
  setPassword(password: string): Promise<void>
  /** Gives every mail a new UID under a new UIDVALIDITY, as a restored backup would. */
  renumber(): Promise<void>
  stop(): Promise<void>
}

const user = 'konsultasi@example.test'
const firstPassword = 'rahasia'
const systemUser = 'tanyavmail'

export interface DovecotOptions {
  /** How much a mailbox holds. */
  quotaBytes?: number
  /** Asked `URL + token` who owns an access token; then XOAUTH2 is offered besides. */
  tokenInfoUrl?: string
}

/** A real Dovecot (Debian's) in the foreground on free ports. Needs root, as Dovecot drops privileges by itself. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const { uid, gid } = ensureSystemUser()
  const folder = await mkdtemp(join(tmpdir(), 'tanya-dovecot-'))
  await chmod(folder, 0o755)
  const mailFolder = join(folder, 'mail')
  await mkdir(mailFolder)
  await chown(mailFolder, uid, gid)
  const [imapPort, lmtpPort] = [await freePort(), await freePort()]
  const configFile = join(folder, 'dovecot.conf')
  let password = firstPassword
  const oauthFile = join(folder, 'oauth2.conf')
  if (options.tokenInfoUrl) {
    const lines = [`tokeninfo_url = ${options.tokenInfoUrl}`, 'username_attribute = email']
    await writeFile(oauthFile, `${lines.join('\n')}\n`)
  }

  let server: ChildProcess | null = null
  let number = 0
  const start = async () => {
    await writeFile(
      configFile,
      configuration({ ...options, folder, imapPort, lmtpPort, password, oauthFile }),
    )
    server = spawn('dovecot', ['-F', '-c', configFile], { stdio: 'ignore', detached: true })
    process.once('exit', () => endGroup(server))
    await Promise.all([untilListening(imapPort), untilListening(lmtpPort)])
  }
  const halt = async () => {
    const running = server
    server = null
    if (!running || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    await ended
    endGroup(running)
  }
  const maildir = join(mailFolder, user)
  const urlOf = (who: string, box = 'INBOX') =>
    `imap://${encodeURIComponent(who)}:${firstPassword}@127.0.0.1:${imapPort}/${box}`

  await start()
  return {
    imapUrl: urlOf(user),
    address: user,
    imapPort,
    urlOf,
    async deliver(raw, to = user) {
      const transport = createTransport({
        host: '127.0.0.1',
        port: lmtpPort,
        lmtp: true,
        secure: false,
        ignoreTLS: true,
      })
      const envelope = { from: 'pengirim@example.org', to: [to] }
      const { rejected } = await transport.sendMail({ envelope, raw }).finally(() => transport.close())
      if (rejected.length > 0) throw new Error('Dovecot does not take the mail')
    },
    async fill(mails) {
      for (const part of ['', 'new', 'cur', 'tmp']) {
        await mkdir(join(maildir, part), { recursive: true })
        await chown(join(maildir, part), uid, gid)
      }
      for (const raw of mails) {
        const file = join(maildir, 'new', `${1_700_000_000 + number++}.M1P1.tanya`)
        await writeFile(file, raw)
        await chown(file, uid, gid)
      }
    },
    halt,
    async restart() {
      await halt()
      await start()
    },
    async setPassword(other) {
      password = other
      await halt()
      await start()
    },
    async renumber() {
      await halt()
      for (const file of await readdir(maildir)) {
        if (/^dovecot[.-]/.test(file) && file !== 'dovecot-uidvalidity') await rm(join(maildir, file))
      }
      await start()
    },
    async stop() {
      await halt()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sessions in IDLE outlive Dovecot's master by ten seconds, so the whole process group ends with it. */
function endGroup(server: ChildProcess | null): void {
  if (!server?.pid) return
  try {
    process.kill(-server.pid, 'SIGKILL')
  } catch {
    // Nobody was left.
  }
}

function ensureSystemUser(): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, systemUser], { encoding: 'utf8', stdio: 'pipe' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    execFileSync('useradd', [
      '--system',
      '--no-create-home',
      '--user-group',
      '--shell',
      '/usr/sbin/nologin',
      systemUser,
    ])
    return { uid: id('-u'), gid: id('-g') }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilListening(port: number): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Dovecot did not start; are dovecot-imapd and dovecot-lmtpd installed?')
}

interface Configuration extends DovecotOptions {
  folder: string
  imapPort: number
  lmtpPort: number
  password: string
  oauthFile: string
}

function configuration(wanted: Configuration): string {
  const { folder, imapPort, lmtpPort, password, quotaBytes, tokenInfoUrl, oauthFile } = wanted
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login${tokenInfoUrl ? ' xoauth2' : ''}
mail_location = maildir:${folder}/mail/%u
mail_home = ${folder}/mail/%u
mail_uid = ${systemUser}
mail_gid = ${systemUser}
first_valid_uid = 1
mail_max_userip_connections = 50
${quotaBytes ? 'mail_plugins = quota' : ''}
${quotaBytes ? `plugin {\n  quota = maildir:User quota\n  quota_rule = *:bytes=${quotaBytes}\n}` : ''}
${tokenInfoUrl ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${oauthFile}\n}` : ''}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${systemUser} gid=${systemUser} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
protocol lmtp {
  postmaster_address = postmaster@example.test
}
`
}
