/** Everything the panel says, both languages side by side. `{name}` is filled in. */
export type Language = 'id' | 'en'
export type Words = (key: keyof typeof sentences, values?: Record<string, string | number>) => string

export function wordsIn(language: Language): Words {
  return (key, values = {}) =>
    sentences[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

const sentences = {
  title: { id: 'Tanya PTSP', en: 'Tanya PTSP' },
  subtitle: { id: 'Pusat informasi perizinan Jakarta', en: 'Jakarta permit information' },
  landmark: { id: 'Chat Tanya PTSP', en: 'Tanya PTSP chat' },
  close: { id: 'Tutup chat', en: 'Close chat' },

  greeting: { id: 'Halo, ada yang bisa kami bantu?', en: 'Hello, how can we help?' },
  greetingMore: {
    id: 'Petugas kami menjawab di sini pada jam layanan. Di luar jam itu pertanyaan Anda tetap kami terima.',
    en: 'Our officers answer here during office hours. Outside them your question is still taken.',
  },
  name: { id: 'Nama', en: 'Name' },
  nameMissing: { id: 'Mohon tuliskan nama Anda.', en: 'Please write your name.' },
  contact: { id: 'E-mail atau nomor HP (opsional)', en: 'E-mail or mobile number (optional)' },
  contactHint: {
    id: 'Agar kami dapat menjawab bila Anda pergi.',
    en: 'So that we can answer if you leave.',
  },
  contactWrong: {
    id: 'Mohon periksa lagi: tuliskan alamat e-mail atau nomor telepon yang lengkap.',
    en: 'Please check: write a complete e-mail address or telephone number.',
  },
  question: { id: 'Pertanyaan Anda', en: 'Your question' },
  questionExample: {
    id: 'Misalnya: berapa lama mengurus KRK?',
    en: 'For example: how long does a KRK take?',
  },
  questionMissing: { id: 'Mohon tuliskan pertanyaan Anda.', en: 'Please write your question.' },
  tooLong: {
    id: 'Terlalu panjang: {length} dari {most} huruf. Mohon dibagi menjadi beberapa pesan.',
    en: 'Too long: {length} of {most} characters. Please split it into several messages.',
  },
  consent: {
    id: 'Dengan mengirim, Anda menyetujui data ini kami pakai hanya untuk menjawab pertanyaan Anda, sesuai UU No. 27 Tahun 2022 tentang Pelindungan Data Pribadi.',
    en: 'By sending you agree that we use these data only to answer your question, under Law 27 of 2022 on Personal Data Protection.',
  },
  begin: { id: 'Kirim pertanyaan', en: 'Send question' },

  log: { id: 'Percakapan', en: 'Conversation' },
  you: { id: 'Anda', en: 'You' },
  office: { id: 'Petugas', en: 'Officer' },
  number: { id: 'Nomor {number}', en: 'Number {number}' },
  helpedBy: { id: 'Dilayani oleh {name}', en: 'You are talking to {name}' },
  sending: { id: 'Mengirim…', en: 'Sending…' },
  sent: { id: 'Terkirim', en: 'Sent' },
  read: { id: 'Dibaca', en: 'Read' },
  typing: { id: '{name} sedang mengetik…', en: '{name} is typing…' },
  queue: {
    id: 'Anda di urutan ke-{position}. Perkiraan menunggu {minutes} menit.',
    en: 'You are number {position} in line. About {minutes} minutes to wait.',
  },
  newMessages: { id: 'Pesan baru', en: 'New messages' },
  attachment: { id: 'Lampiran', en: 'Attachment' },

  notSent: { id: 'Tidak terkirim.', en: 'Not sent.' },
  refusedContent: {
    id: 'Isinya tidak dapat diterima; mohon diubah.',
    en: 'The office could not take it; please change it.',
  },
  refusedOther: {
    id: 'Mohon coba lagi, atau ubah isinya.',
    en: 'Please try again, or change the text.',
  },
  startRefused: {
    id: 'Pertanyaan Anda belum terkirim. Mohon periksa isian di bawah, lalu kirim lagi.',
    en: 'Your question was not sent. Please check the fields below, then send it again.',
  },
  retry: { id: 'Coba lagi', en: 'Try again' },
  change: { id: 'Ubah', en: 'Change' },

  connecting: { id: 'Menyambungkan…', en: 'Connecting…' },
  broken: {
    id: 'Menyambungkan kembali… Pesan Anda tersimpan dan akan terkirim.',
    en: 'Reconnecting… Your messages are kept and will be sent.',
  },
  delayed: {
    id: 'Belum dapat dikirim. Kami coba lagi sebentar lagi; pesan Anda tersimpan.',
    en: 'Not sent yet. We try again in a moment; your message is kept.',
  },

  write: { id: 'Tulis pesan', en: 'Write a message' },
  send: { id: 'Kirim', en: 'Send' },
  end: { id: 'Akhiri percakapan', en: 'End conversation' },
  endShort: { id: 'Akhiri', en: 'End' },
  endSure: { id: 'Akhiri percakapan ini?', en: 'End this conversation?' },
  endYes: { id: 'Ya, akhiri', en: 'Yes, end it' },
  endNo: { id: 'Belum', en: 'Not yet' },
  ended: {
    id: 'Percakapan telah berakhir. Terima kasih sudah bertanya.',
    en: 'The conversation has ended. Thank you for asking.',
  },
  anew: { id: 'Percakapan baru', en: 'New conversation' },
} satisfies Record<string, Record<Language, string>>
