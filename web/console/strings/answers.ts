/** What the desk says of the answers outside their own place, which brings its words along when it is opened. */
export const answersStrings = {
  railLabel: { id: 'Kotak masuk, jawaban, dan surel', en: 'Inbox, answers and mail' },
  answersPlace: { id: 'Jawaban', en: 'Answers' },
  skipToContent: { id: 'Langsung ke isi', en: 'Skip to content' },
  proposalsWaiting: { id: '{count} menunggu persetujuan', en: '{count} waiting for approval' },
  answersNotLoaded: {
    id: 'Bagian jawaban tidak dapat dimuat.',
    en: 'The answers’ part of the console could not be loaded.',
  },
  correctAnswer: { id: 'Perbaiki jawaban ini', en: 'Correct this answer' },
  draftSaved: { id: 'Draf tersimpan', en: 'Draft saved' },
  draftDiscarded: { id: 'Draf dibuang', en: 'Draft discarded' },
  proposed: { id: 'Diajukan, menunggu persetujuan', en: 'Proposed, waiting for approval' },
  published: { id: 'Terbit: warga membaca jawaban baru', en: 'Published: citizens read the new answer' },
  draftOvertaken: {
    id: 'Teks ini sudah diubah orang lain. Perubahan Anda tetap ada di peramban ini.',
    en: 'Somebody else has changed this text. Your changes stay in this browser.',
  },
  givenBack: { id: 'Dikembalikan kepada penulisnya', en: 'Returned to its author' },
} as const
