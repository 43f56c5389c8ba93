import { englishTwilioError } from '../../../channels/lib/twilio-errors.ts'
import { findMissingFiles } from '../../../db/incoming-files.ts'
import type { Queryable } from '../../../db/index.ts'
import { findMissingRecordings } from '../../../db/recordings.ts'
import { findPhones } from '../../../db/phones.ts'
import type { IdentityRow } from '../../../db/schema/contacts.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { IncomingFileRow } from '../../../db/schema/texts.ts'
import type { Identity } from '../../wire/contact.ts'
import type { Message } from '../../wire/message.ts'
import type { MissingFile } from '../../wire/parts.ts'
import { isoOrNull } from '../iso.ts'
import { whatsappOpenUntil } from './may-text.ts'
import { partsOf } from './parts.ts'

/** What is known of the texting of each telephone number. */
export async function textingBy(db: Queryable, identities: IdentityRow[]) {
  const numbers = identities.filter(({ kind }) => kind === 'phone').map(({ address }) => address)
  const phones = new Map((await findPhones(db, [...new Set(numbers)])).map((phone) => [phone.address, phone]))
  return ({ address }: IdentityRow): Pick<Identity, 'texting'> => {
    const phone = phones.get(address)
    if (!phone) return {}
    return {
      texting: {
        smsStoppedAt: isoOrNull(phone.sms_stopped_at),
        whatsappStoppedAt: isoOrNull(phone.whatsapp_stopped_at),
        whatsappOpenUntil: isoOrNull(whatsappOpenUntil(phone)),
      },
    }
  }
}

/** What texts carry besides words, and which of their files are not here. */
export async function textPartsOf(db: Queryable, rows: MessageRow[]) {
  const parts = new Map(rows.map((row) => [row.id, partsOf(row)]))
  const withFiles = rows.filter(({ id }) => parts.get(id)?.files)
  const missing = await findMissingFiles(
    db,
    withFiles.map(({ id }) => id),
  )
  const voicemails = rows.filter((row) => row.channel === 'voice' && row.direction === 'inbound')
  const silent = await findMissingRecordings(
    db,
    voicemails.map(({ id }) => id),
  )
  const asFiles = silent.map((recording) => ({ ...recording, place: 1, content_type: 'audio/wav' }))
  const missingOf = Map.groupBy([...missing, ...asFiles], ({ message_id }) => message_id)
  return ({ id }: MessageRow): Pick<Message, 'parts' | 'missingFiles'> => {
    const [own, files] = [parts.get(id), missingOf.get(id)]
    return { ...(own && { parts: own }), ...(files && { missingFiles: files.map(presentMissing) }) }
  }
}

type Missing = Pick<IncomingFileRow, 'place' | 'content_type' | 'next_attempt_at'> & { state: string }

function presentMissing({ place, content_type, state, next_attempt_at }: Missing): MissingFile {
  return {
    place,
    contentType: content_type,
    state: state === 'lost' ? 'lost' : 'due',
    nextTryAt: isoOrNull(next_attempt_at),
  }
}

/** The same reason in English, where it is one of Twilio's. */
export function inEnglish(error: string | null): { english?: string } {
  const english = error === null ? null : englishTwilioError(error)
  return english === null ? {} : { english }
}
