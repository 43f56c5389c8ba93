import type { ErrorCode, TanyaError } from './errors.ts'

/** What happened on our side, for a citizen's eyes; what they did themselves their channel puts into words. */
const words: Partial<Record<ErrorCode, string>> = {
  internal: 'Maaf, ada gangguan di sistem kami dan sudah kami catat. Silakan coba lagi.',
  unavailable: 'Maaf, sistem kami sedang tidak dapat dihubungi. Silakan coba lagi sebentar lagi.',
  'storage-full': 'Maaf, pesan Anda belum dapat kami simpan. Silakan coba lagi nanti.',
}

export function toldToCitizen({ code, message }: TanyaError): { code: string; message: string } {
  return { code, message: words[code] ?? message }
}
