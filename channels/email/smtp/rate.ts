import { BlockList } from 'node:net'

const minuteMs = 60_000

const thisMachine = new BlockList()
thisMachine.addSubnet('127.0.0.0', 8, 'ipv4')
thisMachine.addAddress('::1', 'ipv6')

/**
 * Counts the mails of each address, minute by minute, and says whether one is over. An office's own Postfix on
 * this machine hands in everybody's mail, so it is not counted. Null: nobody is.
 */
export function createSmtpRate(mailsPerMinute: number | null): (address: string) => boolean {
  let counts = new Map<string, number>()
  let since = Date.now()
  return (address) => {
    if (mailsPerMinute === null || isThisMachine(address)) return false
    if (Date.now() - since >= minuteMs) {
      counts = new Map()
      since = Date.now()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count > mailsPerMinute
  }
}

function isThisMachine(address: string): boolean {
  const bare = address.replace(/^::ffff:/i, '')
  return thisMachine.check(bare, bare.includes(':') ? 'ipv6' : 'ipv4')
}
