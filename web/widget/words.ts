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
    id: 'Petugas kami menjawab di sini pada jam layanan: {hours}. Di luar jam itu pertanyaan Anda tetap kami terima.',
    en: 'Our officers answer here during office hours: {hours}. Outside them your question is still taken.',
  },
  name: { id: 'Nama', en: 'Name' },
  nameMissing: { id: 'Mohon tuliskan nama Anda.', en: 'Please write your name.' },
  workingDays: { id: 'hari kerja', en: 'working days' },
  contact: { id: 'Surel atau nomor HP (boleh kosong)', en: 'Email or mobile number (optional)' },
  contactExample: { id: 'nama@contoh.id atau 0812…', en: 'name@example.com or 0812…' },
  contactHint: {
    id: 'Agar kami dapat menjawab bila Anda pergi.',
    en: 'So that we can answer if you leave.',
  },
  contactWrong: {
    id: 'Mohon periksa lagi: tuliskan alamat surel atau nomor telepon yang lengkap.',
    en: 'Please check: write a complete email address or telephone number.',
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

  arrived: { id: 'Pertanyaan Anda sudah kami terima', en: 'We have your question' },
  yourNumber: { id: 'Nomor Anda:', en: 'Your number:' },
  openNow: {
    id: 'Sekarang jam layanan ({hours}), kecuali hari libur: petugas akan menjawab di sini.',
    en: 'These are office hours ({hours}), but for public holidays: an officer will answer here.',
  },
  closedNow: {
    id: 'Sekarang kantor tutup. Petugas menjawab di sini saat buka lagi ({hours}).',
    en: 'The office is closed now. An officer will answer here when it opens again ({hours}).',
  },
  answeredAt: {
    id: 'Petugas menjawab di sini pada jam layanan: {hours}.',
    en: 'Officers answer here during office hours: {hours}.',
  },
  mayLeave: {
    id: 'Anda boleh pergi dulu: jawabannya menunggu di chat ini, di perangkat yang sama.',
    en: 'You need not wait here: the answer will be in this chat, on this device.',
  },
  mustStay: {
    id: 'Peramban ini tidak menyimpan chat: biarkan halaman ini terbuka sampai terjawab.',
    en: 'This browser does not keep the chat: leave this page open until we answer.',
  },
  otherWay: {
    id: 'Petugas juga dapat menjawab ke {way}.',
    en: 'Officers may also answer to {way}.',
  },
  byPhone: {
    id: 'Bila menelepon {phone}, sebutkan nomor di atas.',
    en: 'If you call {phone}, mention the number above.',
  },

  log: { id: 'Isi chat', en: 'Conversation' },
  you: { id: 'Anda', en: 'You' },
  office: { id: 'Petugas', en: 'Officer' },
  number: { id: 'Nomor {number}', en: 'Number {number}' },
  helpedBy: { id: 'Dilayani oleh {name}', en: 'Helped by {name}' },
  waiting: { id: 'Menunggu jaringan', en: 'Waiting for the network' },
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
    id: 'Menunggu jaringan. Pesan Anda tersimpan dan terkirim sendiri saat tersambung.',
    en: 'Waiting for the network. Your messages are kept and go out by themselves once you are connected.',
  },
  evenLater: {
    id: 'Halaman ini boleh ditutup: pesan terkirim saat Anda kembali.',
    en: 'You may close this page: they go out when you come back.',
  },
  delayed: {
    id: 'Belum dapat dikirim. Kami coba lagi sebentar lagi; pesan Anda tersimpan.',
    en: 'Not sent yet. We try again in a moment; your message is kept.',
  },

  write: { id: 'Tulis pesan', en: 'Write a message' },
  send: { id: 'Kirim', en: 'Send' },
  more: { id: 'Pilihan lain', en: 'More choices' },
  copy: { id: 'Salin isi chat', en: 'Copy the conversation' },
  copied: { id: 'Sudah disalin.', en: 'Copied.' },
  uncopied: { id: 'Tidak dapat disalin.', en: 'It cannot be copied.' },
  end: { id: 'Akhiri chat', en: 'End chat' },
  endSure: { id: 'Akhiri chat ini?', en: 'End this chat?' },
  endYes: { id: 'Ya, akhiri', en: 'Yes, end it' },
  endNo: { id: 'Belum', en: 'Not yet' },
  ended: {
    id: 'Chat sudah berakhir. Terima kasih sudah bertanya.',
    en: 'The chat has ended. Thank you for asking.',
  },
  rate: { id: 'Bagaimana pelayanan kami?', en: 'How did we do?' },
  rated: { id: 'Terima kasih atas penilaian Anda.', en: 'Thank you for telling us.' },
  score: { id: '{score} dari 5', en: '{score} of 5' },
  worst: { id: 'Mengecewakan', en: 'Disappointing' },
  best: { id: 'Sangat membantu', en: 'Very helpful' },
  anew: { id: 'Pertanyaan baru', en: 'New question' },
} satisfies Record<string, Record<Language, string>>
