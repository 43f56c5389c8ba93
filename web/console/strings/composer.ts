export const composerStrings = {
  composer: { id: 'Penulis pesan', en: 'Composer' },
  tabReply: { id: 'Balas', en: 'Reply' },
  tabNote: { id: 'Catatan internal', en: 'Internal note' },
  replyLabel: { id: 'Tulis balasan', en: 'Write a reply' },
  noteLabel: { id: 'Tulis catatan internal', en: 'Write an internal note' },
  replyPlaceholder: { id: 'Balas {name} lewat {channel}…', en: 'Reply to {name} by {channel}…' },
  notePlaceholder: {
    id: 'Catatan untuk rekan petugas; tidak dikirim kepada warga…',
    en: 'A note for colleagues; never sent to the citizen…',
  },
  send: { id: 'Kirim balasan', en: 'Send reply' },
  saveNote: { id: 'Simpan catatan', en: 'Save note' },
  usesAnswer: { id: 'Memakai jawaban', en: 'Uses answer' },
  forgetAnswer: { id: 'Lepaskan jawaban dari balasan ini', en: 'Detach the answer from this reply' },
  characters: { id: '{count} karakter', en: '{count} characters' },
  segments: { id: '{segments} SMS, sisa {left}', en: '{segments} SMS, {left} left' },
  segmentsUnicode: {
    id: '{segments} SMS (aksara khusus), sisa {left}',
    en: '{segments} SMS (special characters), {left} left',
  },
  tooLong: {
    id: 'Terlalu panjang: paling banyak {max} karakter.',
    en: 'Too long: at most {max} characters.',
  },
  slotsLeft: {
    id: 'Isi dulu {count} bagian yang ditandai sebelum mengirim:',
    en: 'Fill in the {count} marked parts before sending:',
  },
  goToSlot: { id: 'Isi {slot}', en: 'Fill in {slot}' },
  conflictTitle: { id: 'Ada pesan baru', en: 'There is a new message' },
  conflictLead: {
    id: 'Pesan ini masuk selagi Anda menulis. Balasan Anda belum dikirim.',
    en: 'This arrived while you were writing. Your reply has not been sent.',
  },
  conflictSend: { id: 'Tetap kirim', en: 'Send anyway' },
  conflictEdit: { id: 'Sunting dulu', en: 'Edit first' },
  refused: { id: 'Balasan ditolak server: {reason}', en: 'The server refused the reply: {reason}' },
  noteFailed: {
    id: 'Catatan belum tersimpan. Teksnya tetap di sini; silakan coba lagi.',
    en: 'The note was not saved. Its text is still here; please try again.',
  },
} as const
