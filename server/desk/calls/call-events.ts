/** What happens in a call stands in its ticket's thread: as words, and as data for screens in another language. */
import type { Tx } from '../../../db/index.ts'
import { insertEvent } from '../../../db/events.ts'
import type { CallOutcome, CallRow } from '../../../db/schema/calls.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { appendNote } from '../thread.ts'
import type { CallEvent } from '../../wire/call.ts'

/** Appends one to the thread, within the caller's transaction. Nobody waits for it. */
export async function noteEvent(
  tx: Tx,
  ticket: TicketRow,
  call: Pick<CallRow, 'id'>,
  event: Omit<CallEvent, 'call'>,
  now: number,
): Promise<MessageRow> {
  return appendNote(tx, ticket, {
    channel: 'voice',
    text: wordsOf(event),
    call_event: JSON.stringify({ call: call.id, ...event }),
    created_at: now,
  })
}

/** The card of the call has changed on every screen. */
export async function tellCard(tx: Tx, call: CallRow, now: number): Promise<void> {
  await insertEvent(tx, {
    type: 'message:changed',
    ticketId: call.ticket_id,
    messageId: call.message_id,
    now,
  })
}

export function eventIn(text: string | null): CallEvent | null {
  return text === null ? null : (JSON.parse(text) as CallEvent)
}

function wordsOf(event: Omit<CallEvent, 'call'>): string {
  const { kind, key, what, title, number, names, to, place, seconds, outcome, why } = event
  switch (kind) {
    case 'came':
      return 'Telepon masuk'
    case 'called':
      return `${names} menelepon kembali`
    case 'chose':
      return `Menekan ${key}: ${choices[what ?? 'officer']}`
    case 'misheard':
      return 'Tidak terdengar, atau pilihan tidak dikenal'
    case 'told':
      return `Dibacakan: ${title}`
    case 'satisfied':
      return 'Menyatakan pertanyaannya terjawab'
    case 'status-told':
      return `Status tiket ${number} disampaikan`
    case 'status-refused':
      return `Menanyakan tiket ${number}; tidak disampaikan, karena nomor teleponnya tidak tercatat di sana`
    case 'joined':
      return `Disatukan dengan tiket ${number}`
    case 'waits':
      return `Menunggu petugas, urutan ke-${place}`
    case 'rings':
      return `Telepon ${names} berdering`
    case 'unanswered':
      return `${names} tidak menjawab`
    case 'answered':
      return `Dijawab ${names} setelah ${duration(seconds ?? 0)}`
    case 'held':
      return `${names} menahan telepon`
    case 'resumed':
      return `${names} melanjutkan telepon`
    case 'transferring':
      return `${names} mengalihkan telepon kepada ${to}`
    case 'inviting':
      return `${names} mengajak ${to} ikut berbicara`
    case 'called-off':
      return `${names} batal menghubungi ${to}`
    case 'transferred':
      return `${names} mengambil alih telepon`
    case 'entered':
      return `${names} ikut berbicara`
    case 'left':
      return `${names} meninggalkan telepon`
    case 'call-back-asked':
      return 'Minta ditelepon kembali'
    case 'consented':
      return 'Setuju direkam'
    case 'recording-lost':
      return 'Rekaman tidak dapat diambil dari Twilio'
    case 'failed':
      return `Telepon tidak tersambung: ${why}`
    case 'ended':
      return endings[outcome ?? 'missed'](duration(seconds ?? 0))
  }
}

const choices: Record<NonNullable<CallEvent['what']>, string> = {
  requirements: 'persyaratan dan tata cara',
  status: 'status tiket atau permohonan',
  hours: 'jam dan tempat layanan',
  officer: 'berbicara dengan petugas',
  english: 'bahasa Inggris',
  indonesian: 'bahasa Indonesia',
  service: 'memilih layanan',
}

const endings: Record<CallOutcome, (duration: string) => string> = {
  answered: (long) => `Telepon selesai, berbicara ${long}`,
  informed: () => 'Telepon selesai; yang ditanyakan sudah disampaikan',
  message: () => 'Telepon selesai; meninggalkan pesan suara',
  'call-back': () => 'Telepon selesai; menunggu ditelepon kembali',
  abandoned: () => 'Penelepon menutup telepon saat menunggu petugas',
  missed: () => 'Penelepon menutup telepon sebelum terlayani',
  unreached: () => 'Warga tidak menjawab',
  failed: () => 'Telepon tidak tersambung',
}

/** `2 menit 5 detik` */
function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = seconds % 60
  if (minutes === 0) return `${rest} detik`
  return rest === 0 ? `${minutes} menit` : `${minutes} menit ${rest} detik`
}
