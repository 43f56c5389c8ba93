const openings = `
halo hallo hai hi hello selamat met pagi siang sore malam assalamualaikum ass wr wb permisi misi punten maaf mengganggu ganggu
min admin petugas kak abang kakak bapak pak ibu bu mbak mas gan sis bro om tante yth kepada semua
saya aku mau ingin tumpang tanya nanye bertanya menanyakan minta mohon tolong dibantu bantu balas bales dibalas dibales dijawab dong nih ya deh sih dear sir madam there
`
const closings = `
terima kasih banyak sebelumnya atas perhatian kerjasama sebelum suwun hatur nuhun mohon tolong dibantu bantuannya info infonya
dijawab dibalas dibales ditunggu jawabannya kabarnya ya dong nih deh min admin kak abang kakak bapak pak ibu bu mbak mas gan sis bro
salam hormat wassalam wassalamualaikum wr wb please
`

/** With these, in the dictionary's spelling, people begin a message whatever it is about. */
export const openingWords = wordsIn(openings)
/** And with these they end it. */
export const closingWords = wordsIn(closings)

function wordsIn(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}
