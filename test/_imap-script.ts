/** An IMAP server that does as a test says: refuses a mail, leaves it out, hangs up on it, or refuses to sign in. */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

export interface ScriptedImap {
  url: string
  port: number
  /** By UID. */
  mails: Map<number, string>
  /** What happens when this mail is asked for. */
  trouble: Map<number, 'refuse' | 'omit' | 'hang-up'>
  /** Answered to LOGIN or AUTHENTICATE in place of OK, e.g. `NO [EXPIRED] …`. */
  refuseSignIn: string | null
  refuseSearch: boolean
  /** What AUTHENTICATE XOAUTH2 brought, decoded. */
  tokens: string[]
  signIns(): number
  stop(): Promise<void>
}

export async function startScriptedImap(): Promise<ScriptedImap> {
  const sockets = new Set<Socket>()
  let signIns = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    const say = (line: string) => socket.write(`${line}\r\n`)
    let idling = ''
    /** The tag of a sign-in whose password is still to come. */
    let pending = ''
    say('* OK [CAPABILITY IMAP4rev1 IDLE SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready')
    const lines = createInterface({ input: socket }).on('error', () => undefined)
    lines.on('line', (line) => {
      if (idling && line === 'DONE') {
        say(`${idling} OK done`)
        idling = ''
        return
      }
      const [tag = '', first = '', ...rest] = line.split(' ')
      const words = rest.join(' ')
      const command = first.toUpperCase() === 'UID' ? `UID ${rest[0]?.toUpperCase()}` : first.toUpperCase()
      if (command === 'LOGIN' || command === 'AUTHENTICATE') {
        signIns++
        if (/^XOAUTH2/i.test(words)) script.tokens.push(Buffer.from(rest[1] ?? '', 'base64').toString())
        if (/^PLAIN/i.test(words) && !rest[1]) {
          pending = tag
          return say('+ ')
        }
        return say(`${tag} ${script.refuseSignIn ?? 'OK signed in'}`)
      }
      if (pending) {
        say(`${pending} ${script.refuseSignIn ?? 'OK signed in'}`)
        pending = ''
        return
      }
      if (command === 'EXAMINE' || command === 'SELECT') {
        say(`* ${script.mails.size} EXISTS`)
        say('* OK [UIDVALIDITY 7] valid')
        return say(`${tag} OK [READ-ONLY] opened`)
      }
      if (command === 'UID SEARCH') {
        if (script.refuseSearch) return say(`${tag} NO [SERVERBUG] index is broken`)
        const asked = wanted(/UID (\S+)/i.exec(words)?.[1] ?? '1:*')
        say(`* SEARCH ${asked.join(' ')}`)
        return say(`${tag} OK searched`)
      }
      if (command === 'UID FETCH') return fetch(tag, rest[1] ?? '', words)
      if (command === 'IDLE') {
        idling = tag
        return say('+ idling')
      }
      say(`${tag} OK`)
    })
    function fetch(tag: string, set: string, words: string) {
      const isWhole = /BODY\.PEEK\[\]/i.test(words)
      for (const uid of wanted(set)) {
        const raw = script.mails.get(uid) ?? ''
        const seq = [...script.mails.keys()].indexOf(uid) + 1
        const trouble = isWhole ? script.trouble.get(uid) : undefined
        if (trouble === 'refuse') return say(`${tag} NO [SERVERBUG] this mail is broken`)
        if (trouble === 'omit') continue
        if (trouble === 'hang-up') return socket.destroy()
        if (isWhole) say(`* ${seq} FETCH (UID ${uid} BODY[] {${Buffer.byteLength(raw)}}\r\n${raw})`)
        else if (/BODY\.PEEK\[HEADER\]/i.test(words)) {
          const headers = `${raw.split('\r\n\r\n')[0] ?? ''}\r\n\r\n`
          say(`* ${seq} FETCH (UID ${uid} BODY[HEADER] {${Buffer.byteLength(headers)}}\r\n${headers})`)
        } else say(`* ${seq} FETCH (UID ${uid} RFC822.SIZE ${Buffer.byteLength(raw)})`)
      }
      say(`${tag} OK fetched`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const script: ScriptedImap = {
    url: `imap://konsultasi:rahasia@127.0.0.1:${port}/INBOX`,
    port,
    mails: new Map(),
    trouble: new Map(),
    refuseSignIn: null,
    refuseSearch: false,
    tokens: [],
    signIns: () => signIns,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return script

  /** Of a sequence set like `1,3:5,7:*`. */
  function wanted(set: string): number[] {
    const uids = [...script.mails.keys()]
    const last = uids.at(-1) ?? 0
    const ranges = set.split(',').map((range) => range.split(':').map((n) => (n === '*' ? last : Number(n))))
    return uids.filter((uid) =>
      ranges.some(([a = 0, b = a]) => uid >= Math.min(a, b) && uid <= Math.max(a, b)),
    )
  }
}
