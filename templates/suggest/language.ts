import type { Language } from '../topics.ts'

const indonesian = `
yang dan di ke dari untuk saya kami apa apakah ini itu tidak bisa mau ada sudah belum dengan atau pak bu bapak ibu berapa lama
syarat izin ijin surat urus ngurus cara gimana bagaimana mohon terima kasih selamat pagi siang sore malam kalau kalo nya ya dong min kak
gak ga nggak udah blm gmn brp yg utk dgn dimana kemana harus boleh buat bikin juga sama lagi saja aja kantor rumah makam
bayar biaya gratis berlaku perpanjang tanya nomor tolong kenapa kapan sih nih deh aku gue gw
`
const english = `
the a an and is are am was were be to of for in on at my our your i we you it this that what which how when where who why do does did
can could would should need want please thank thanks hello hi dear sir madam have has with from about there not or if get long much
permit license licence renew apply application office fee cost required documents requirements
`

/** What a word says for English. */
const weights = new Map([...weighing(indonesian, -1), ...weighing(english, 1)])

/** Which of the office's two languages a text is in; Indonesian when there is no telling. */
export function detectLanguage(text: string): Language {
  const words =
    text
      .slice(0, 4000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  let balance = 0
  for (const word of words.slice(0, 600)) balance += weights.get(word) ?? 0
  return balance > 0 ? 'en' : 'id'
}

function weighing(words: string, weight: number): [string, number][] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => [word, weight])
}
