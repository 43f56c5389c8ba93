/**
 * When a mail is not believed to come from whom it says. Such a mail is taken in like any other, but it joins nobody's
 * ticket, is answered by no machine, and says so on the screen.
 */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import { isNothingKnown } from '../../../channels/email/index.ts'
import { findAgentByEmail } from '../../../db/agents.ts'
import type { Queryable } from '../../../db/index.ts'
import { hasSignedBefore } from '../../../db/signed-senders.ts'
import type { Message } from '../../wire/message.ts'
import { isOwn } from './mail-people.ts'

type Shown = NonNullable<Message['authenticity']>
export type Doubt = Shown['doubt']

/**
 * `policy`: its domain asks that what fails be refused or set aside. `unlike`: mail from this address was signed by its
 * domain before, as all from the great providers is, though they ask for nothing. `colleague`: it claims to be from one of
 * us, and nothing proves it. Where nothing is known (no DNS, no records at all) nobody is doubted.
 */
export async function doubtAbout(
  db: Queryable,
  { mail, from }: Inbound,
  ownAddresses: readonly string[],
): Promise<Doubt> {
  const found = mail?.authenticity
  if (!found) return null
  if (found.dmarc === 'fail' && (found.policy === 'quarantine' || found.policy === 'reject')) return 'policy'
  if (found.isProven) return null
  const isUnlike = found.dmarc === 'fail' || found.dkim === 'fail' || found.isUnsigned === true
  if (isUnlike && (await hasSignedBefore(db, from.address))) return 'unlike'
  if (isNothingKnown(found)) return null
  const isOurs =
    domainOf(from.address) === domainOf(ownAddresses[0] ?? '') ||
    isOwn(from.address, ownAddresses) ||
    (await findAgentByEmail(db, from.address))
  return isOurs ? 'colleague' : null
}

/** As it is kept with the message. */
export function keptAuthenticity({ mail }: Inbound, doubt: Doubt): string | null {
  const found = mail?.authenticity
  if (!found) return null
  const { spf, dkim, dmarc, domain, arc } = found
  return JSON.stringify({ spf, dkim, dmarc, domain, doubt, ...(arc && { arc }) } satisfies Shown)
}

export function authenticityIn(auth: string | null): Shown | null {
  return auth === null ? null : (JSON.parse(auth) as Shown)
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
