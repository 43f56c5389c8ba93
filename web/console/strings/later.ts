/** Sending later, and taking back. */
export const laterStrings = {
  sendLater: { id: 'Kirim nanti…', en: 'Send later…' },
  sendLaterTitle: { id: 'Kirim nanti', en: 'Send later' },
  sendLaterLead: {
    id: 'Bila warga menulis lagi atau rekan menjawab lebih dulu, balasan ini ditahan sampai Anda memutuskan.',
    en: 'If the citizen writes again or a colleague answers first, this reply waits until you decide.',
  },
  at_opening: { id: 'Saat kantor buka', en: 'When the office opens' },
  at_morning: { id: 'Pagi hari kerja berikutnya', en: 'Next working morning' },
  at_monday: { id: 'Senin pagi', en: 'Monday morning' },
  chosenTime: { id: 'Pilih waktu sendiri', en: 'Choose a time' },
  schedule: { id: 'Jadwalkan', en: 'Schedule' },
  badTime: {
    id: 'Waktu itu tidak dapat dipakai. Pilih waktu yang belum lewat, paling lama 90 hari lagi; untuk WhatsApp, paling lama 24 jam sejak pesan terakhir warga.',
    en: 'That time cannot be used. Choose one to come, at most 90 days ahead; by WhatsApp at most 24 hours after the citizen’s last message.',
  },
  scheduledLine: { id: 'Terjadwal', en: 'Scheduled' },
  scheduledFor: { id: 'Dijadwalkan {time}', en: 'Scheduled for {time}' },
  thenSolved: { id: 'lalu ditandai selesai', en: 'then marked as solved' },
  thenPending: { id: 'lalu menunggu warga', en: 'then waits for the citizen' },
  leavingSoon: { id: 'Segera dikirim', en: 'Leaving in a moment' },
  held: { id: 'Ditahan', en: 'Held back' },
  held_newer: {
    id: 'Tidak dikirim dengan sendirinya: ada pesan atau jawaban baru sejak balasan ini ditulis.',
    en: 'Will not go by itself: there is a newer message or answer since this reply was written.',
  },
  held_outdated: {
    id: 'Tidak dikirim dengan sendirinya: jawaban di dalamnya sudah berubah sejak balasan ini ditulis.',
    en: 'Will not go by itself: an answer in it has changed since this reply was written.',
  },
  held_author: {
    id: 'Tidak dikirim dengan sendirinya: akun penulisnya sudah dinonaktifkan.',
    en: 'Will not go by itself: its writer’s account has been disabled.',
  },
  sendAnywayNow: { id: 'Tetap kirim', en: 'Send anyway' },
  sendItNow: { id: 'Kirim sekarang', en: 'Send now' },
  changeTime: { id: 'Ubah', en: 'Change' },
  takeBack: { id: 'Batalkan', en: 'Cancel' },
  takeBackHint: {
    id: 'Balasan kembali ke kotak tulis sebagai draf',
    en: 'The reply goes back to the composer as a draft',
  },
  ofTicket: { id: '{words}: tiket {number}', en: '{words}: ticket {number}' },
  sendsIn: { id: 'Terkirim dalam {seconds} dtk', en: 'Sending in {seconds} s' },
  sendsNow: { id: 'Mengirim…', en: 'Sending…' },
  undoSaid: {
    id: 'Balasan segera dikirim. Tekan Z untuk mengurungkan.',
    en: 'The reply leaves in a moment. Press Z to undo.',
  },
  undoSaidNoKeys: {
    id: 'Balasan segera dikirim dan masih dapat diurungkan.',
    en: 'The reply leaves in a moment and can still be undone.',
  },
  alreadyGone: {
    id: 'Sudah terlambat: balasan itu sedang atau sudah dikirim.',
    en: 'Too late: that reply is being sent or was sent.',
  },
  withdrawnBy: {
    id: '{name} menarik kembali balasan sebelum terkirim',
    en: '{name} took back a reply before it was sent',
  },
  withdrawnOf: {
    id: '{name} menarik kembali balasan {author} sebelum terkirim',
    en: '{name} took back {author}’s reply before it was sent',
  },
  shortcutUndo: { id: 'Urungkan balasan yang baru dikirim', en: 'Undo the reply just sent' },
} as const
