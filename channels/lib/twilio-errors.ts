/**
 * Twilio's error codes (https://www.twilio.com/docs/api/errors), in the words an agent needs.
 * The one place that knows which of them are worth another try.
 */
import { ChannelError } from '../contract/channel.ts'

/** What an agent reads for a code of Twilio's, in a refusal or in a delivery report. */
export function explainTwilioError(code: number | null): string {
  if (code === null) return 'Pesan tidak terkirim; Twilio tidak menyebutkan sebabnya.'
  const sentence = sentences[code] ?? 'Pesan ditolak oleh Twilio.'
  return `${sentence.replace(/\.$/, '')} (kode Twilio ${code}).`
}

/** Twilio answered, and it was no: from its HTTP status and the `code` of its body. */
export function refusal(status: number, code: number | null): ChannelError {
  if (status === 401 || status === 403) {
    return new ChannelError(
      'Twilio menolak kredensial kami; periksa TWILIO_ACCOUNT_SID dan TWILIO_AUTH_TOKEN.',
    )
  }
  if (status === 429) return new ChannelError('Twilio sedang membatasi jumlah pesan; dicoba lagi nanti.')
  if (status >= 500) return new ChannelError(`Twilio sedang terganggu (HTTP ${status}); dicoba lagi nanti.`)
  const permanent = code !== null && code in sentences && !temporary.has(code)
  return new ChannelError(explainTwilioError(code), {
    permanent: permanent || (status === 400 && code === null),
  })
}

const temporary = new Set([21611, 30001, 63018])

const sentences: Record<number, string> = {
  13224: 'Nomor tujuan tidak dapat ditelepon.',
  21201: 'Nomor tujuan kosong.',
  21205: 'Alamat server tidak dapat dihubungi Twilio; periksa BASE_URL.',
  21210: 'Nomor kantor belum terdaftar di Twilio; periksa TWILIO_PHONE_NUMBER.',
  21211: 'Nomor tujuan tidak valid.',
  21212: 'Nomor pengirim kantor tidak valid; periksa TWILIO_PHONE_NUMBER.',
  21215: 'Menelepon ke negara nomor ini belum diizinkan di akun Twilio.',
  21220: 'Telepon ini sudah berakhir.',
  21265: 'Nomor tujuan adalah nomor pendek yang tidak dapat menerima SMS.',
  21266: 'Nomor tujuan sama dengan nomor kantor.',
  21408: 'Pengiriman SMS ke negara nomor ini belum diizinkan di akun Twilio.',
  21602: 'Isi pesan kosong.',
  21603: 'Nomor pengirim kantor belum diatur.',
  21604: 'Nomor tujuan kosong.',
  21606: 'Nomor pengirim kantor tidak dapat mengirim pesan; periksa pengaturan nomor di Twilio.',
  21608: 'Akun Twilio masih uji coba dan nomor tujuan belum diverifikasi.',
  21610: 'Penerima telah berhenti berlangganan (STOP); ia harus mengirim START lebih dahulu.',
  21611: 'Antrean kirim nomor kantor sedang penuh; dicoba lagi nanti.',
  21612: 'Nomor tujuan tidak dapat dijangkau dari nomor kantor.',
  21614: 'Nomor tujuan bukan nomor ponsel yang dapat menerima SMS.',
  21617: 'Pesan melebihi 1.600 karakter.',
  21635: 'Nomor tujuan adalah telepon rumah yang tidak dapat menerima SMS.',
  21659: 'Nomor pengirim bukan nomor Twilio; periksa TWILIO_PHONE_NUMBER.',
  21660: 'Nomor pengirim bukan milik akun Twilio ini.',
  21661: 'Nomor pengirim kantor tidak dapat mengirim SMS.',
  30001: 'Antrean Twilio penuh.',
  30002: 'Akun Twilio dibekukan; hubungi administrator.',
  30003: 'Ponsel penerima tidak dapat dijangkau (mati atau di luar jangkauan).',
  30004: 'Pesan diblokir oleh penerima atau operatornya.',
  30005: 'Nomor tujuan tidak dikenal atau tidak aktif lagi.',
  30006: 'Nomor tujuan telepon rumah atau operatornya tidak dapat dijangkau.',
  30007: 'Pesan disaring oleh operator sebagai pesan yang tidak diinginkan.',
  30008: 'Operator gagal mengantarkan pesan tanpa menyebutkan sebabnya.',
  30034: 'Nomor pengirim belum terdaftar pada operator tujuan.',
  63001: 'WhatsApp menolak kredensial kantor; periksa pengaturan WhatsApp di Twilio.',
  63003: 'Nomor tujuan tidak ditemukan di WhatsApp.',
  63005: 'WhatsApp menolak isi pesan ini.',
  63007: 'Nomor WhatsApp kantor belum terdaftar di Twilio; periksa TWILIO_WHATSAPP_NUMBER.',
  63013: 'Pesan melanggar ketentuan WhatsApp.',
  63015: 'Penerima belum bergabung dengan nomor uji coba WhatsApp.',
  63016: 'Sudah lebih dari 24 jam sejak pesan terakhir warga; WhatsApp hanya menerima pesan templat.',
  63018: 'WhatsApp sedang membatasi jumlah pesan; dicoba lagi nanti.',
  63024: 'Penerima tidak valid di WhatsApp.',
  63032: 'WhatsApp membatasi pengiriman kepada penerima ini.',
  63033: 'Penerima telah memblokir nomor WhatsApp kantor.',
}
