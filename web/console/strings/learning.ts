/** What becomes of suggestions, and what the suggester learns from it. */
export const learningStrings = {
  doesNotFit: { id: 'Tidak cocok', en: 'Does not fit' },
  doesNotFitNamed: { id: 'Tidak cocok: {title}', en: 'Does not fit: {title}' },
  suggestionDismissed: {
    id: 'Tidak disarankan lagi di tiket ini',
    en: 'No longer suggested in this ticket',
  },

  learning: { id: 'Pembelajaran', en: 'Learning' },
  learningOpen: { id: 'Cara saran ini belajar', en: 'How these suggestions learn' },
  learningLead: {
    id: 'Yang Anda kirim, ubah, dan tolak sedikit menggeser urutan saran. Nama, NIK, nomor, dan alamat surel warga tidak ikut disimpan.',
    en: 'What you send, edit and dismiss moves the order of suggestions a little. Citizens’ names, numbers and addresses are not kept.',
  },
  learningFailed: { id: 'Server tidak menjawab.', en: 'The server did not answer.' },

  fatesTitle: { id: 'Nasib saran, 90 hari terakhir', en: 'What became of suggestions in 90 days' },
  fatesNone: { id: 'Belum ada saran yang ditampilkan.', en: 'No suggestion has been shown yet.' },
  fate_sent: { id: 'Dikirim apa adanya', en: 'Sent as it was' },
  fate_edited: { id: 'Dikirim dengan perubahan', en: 'Sent with changes' },
  fate_rewritten: { id: 'Ditulis ulang', en: 'Rewritten' },
  fate_dismissed: { id: 'Tidak cocok', en: 'Dismissed' },
  'fate_passed-over': { id: 'Dilewati', en: 'Passed over' },
  fate_waiting: { id: 'Menunggu balasan', en: 'Waiting for a reply' },
  fateShare: { id: '{count} ({share}%)', en: '{count} ({share}%)' },

  mendTitle: { id: 'Paling perlu diperbaiki', en: 'To be mended first' },
  mendLead: {
    id: 'Sering ditolak berarti saran datang di pertanyaan yang salah; sering ditulis ulang berarti isinya belum pas.',
    en: 'Often dismissed: it comes for the wrong questions. Often rewritten: its words do not serve.',
  },
  mendCounts: {
    id: '{dismissed} ditolak · {rewritten} ditulis ulang · dari {all}',
    en: '{dismissed} dismissed · {rewritten} rewritten · of {all}',
  },

  lessonsTitle: { id: 'Yang sudah dipelajari', en: 'What was learnt' },
  lessonsNone: {
    id: 'Belum ada. Saran dipelajari saat petugas menolak saran, atau mengirim jawaban lain.',
    en: 'Nothing yet. It learns when somebody dismisses a suggestion, or sends another answer.',
  },
  lesson_right: { id: 'Cocok', en: 'Fits' },
  lesson_wrong: { id: 'Tidak cocok', en: 'Does not fit' },
  lessonTimes: { id: '{count}×', en: '{count}×' },
  lessonForget: { id: 'Lupakan: {text}', en: 'Forget: {text}' },
  lessonsMore: { id: 'Tampilkan yang lebih lama', en: 'Show older ones' },
  forgetAll: { id: 'Lupakan semua…', en: 'Forget all…' },
  forgetAllAsk: {
    id: 'Urutan saran kembali seperti semula. Ini tidak dapat diurungkan.',
    en: 'Suggestions go back to their first order. This cannot be undone.',
  },
  forgetAllDo: { id: 'Ya, lupakan semua', en: 'Yes, forget all' },
} as const
