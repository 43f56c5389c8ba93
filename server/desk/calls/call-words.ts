/** What happens in a call, as its ticket's thread says it. */
import type { CallOutcome } from '../../../db/schema/calls.ts'
import type { CallEvent } from '../../wire/call.ts'

export function wordsOf(event: Omit<CallEvent, 'call'>): string {
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
