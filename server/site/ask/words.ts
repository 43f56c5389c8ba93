/** What the citizens' forms answer, both languages side by side. The pages' own words stand in `web/site/pages`. */
import type { Language } from '../../../templates/index.ts'
import { mostCitizenBytes, mostCitizenFileBytes, mostCitizenFiles } from '../../desk/citizen-files.ts'

const megabyte = 1024 * 1024
const most = {
  files: mostCitizenFiles,
  megabytes: mostCitizenFileBytes / megabyte,
  together: mostCitizenBytes / megabyte,
}

export const faultWords = {
  nameMissing: { id: 'Mohon tuliskan nama Anda.', en: 'Please write your name.' },
  nameLong: { id: 'Nama paling panjang 100 huruf.', en: 'A name may have 100 letters.' },
  contactWrong: {
    id: 'Mohon tuliskan alamat surel atau nomor telepon yang lengkap, atau kosongkan.',
    en: 'Please write a complete e-mail address or telephone number, or leave it empty.',
  },
  questionMissing: { id: 'Mohon tuliskan pertanyaan Anda.', en: 'Please write your question.' },
  questionLong: {
    id: 'Terlalu panjang: paling banyak 20.000 huruf. Sisanya dapat ditulis sesudahnya.',
    en: 'Too long: at most 20,000 characters. The rest can be written afterwards.',
  },
  filesMany: { id: `Paling banyak ${most.files} berkas.`, en: `At most ${most.files} files.` },
  fileLarge: {
    id: `terlalu besar; paling besar ${most.megabytes} MB.`,
    en: `too large; at most ${most.megabytes} MB.`,
  },
  fileEmpty: { id: 'berkas ini kosong.', en: 'this file is empty.' },
  fileKind: {
    id: 'bukan gambar atau PDF. Mohon kirim foto atau PDF.',
    en: 'is neither a picture nor a PDF. Please send a photo or a PDF.',
  },
} satisfies Record<string, Record<Language, string>>
export type FaultName = keyof typeof faultWords

/** Why a form was not taken, though nothing in it is wrong. */
export const refusalWords = {
  tooMany: {
    id: 'Terlalu banyak kiriman dari jaringan Anda. Mohon tunggu sebentar, lalu kirim lagi.',
    en: 'Too much was sent from your network. Please wait a moment, then send it again.',
  },
  tooLarge: {
    id: `Berkas Anda terlalu besar: bersama-sama paling banyak ${most.together} MB. Tekan tombol kembali; isian Anda masih ada di sana.`,
    en: `Your files are too large: together at most ${most.together} MB. Go back; what you typed is still there.`,
  },
  elsewhere: {
    id: 'Kiriman ini tidak berasal dari halaman kami. Mohon isi formulir di halaman ini.',
    en: 'This was not sent from our page. Please use the form on this page.',
  },
  failed: {
    id: 'Maaf, ada gangguan di sistem kami, dan kiriman Anda belum tersimpan. Mohon kirim lagi sebentar lagi.',
    en: 'Sorry, something is wrong on our side, and nothing was stored. Please send it again in a moment.',
  },
} satisfies Record<string, Record<Language, string>>
export type RefusalName = keyof typeof refusalWords

/** How far a ticket is, for the citizen's eyes. */
export const stateWords = {
  waiting: { id: 'Menunggu jawaban petugas', en: 'Waiting for an officer' },
  answered: { id: 'Sudah dijawab', en: 'Answered' },
  done: { id: 'Selesai', en: 'Done' },
} satisfies Record<string, Record<Language, string>>
