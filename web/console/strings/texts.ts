/** SMS and WhatsApp. */
export const textStrings = {
  answerBy: { id: 'Lewat', en: 'By' },
  answerByThis: { id: 'Balas lewat {channel}', en: 'Answer by {channel}' },
  windowUntil: {
    id: 'Terbuka sampai {time} ({hours} jam lagi)',
    en: 'Open until {time} ({hours} h left)',
  },
  windowMinutes: {
    id: 'Terbuka {minutes} menit lagi',
    en: 'Open for {minutes} min more',
  },
  windowShut: {
    id: 'Dalam 24 jam terakhir warga tidak menulis lewat WhatsApp. WhatsApp kini hanya menerima pesan templat; begitu warga membalas, Anda dapat menulis bebas lagi.',
    en: 'The citizen has not written by WhatsApp in the last 24 hours. WhatsApp now takes templates only; once the citizen replies, you can write freely again.',
  },
  windowShutNoTemplate: {
    id: 'Dalam 24 jam terakhir warga tidak menulis lewat WhatsApp, dan kantor belum punya pesan templat yang disetujui WhatsApp. Balaslah lewat jalur lain.',
    en: 'The citizen has not written by WhatsApp in the last 24 hours, and the office has no template that WhatsApp has approved. Please answer another way.',
  },
  template: { id: 'Templat', en: 'Template' },
  templateChoose: { id: 'Pilih templat…', en: 'Choose a template…' },
  byTemplate: { id: 'Pesan templat WhatsApp', en: 'WhatsApp template' },
  stopped: {
    id: '{number} meminta berhenti menerima {channel} sejak {time}.',
    en: '{number} asked to get no more {channel} messages on {time}.',
  },
  stoppedOther: { id: 'Balaslah lewat jalur lain:', en: 'Please answer another way:' },
  stoppedWait: {
    id: 'Balasan baru dapat dikirim sesudah warga menulis MULAI; hubungi lewat telepon bila mendesak.',
    en: 'Replies can go once the citizen has written START; call them if it is urgent.',
  },
  stoppedSms: { id: 'berhenti SMS', en: 'no SMS' },
  stoppedWhatsapp: { id: 'berhenti WhatsApp', en: 'no WhatsApp' },
  saidStop: {
    id: 'Warga berhenti menerima pesan lewat jalur ini',
    en: 'The citizen takes no more messages by this channel',
  },
  saidStart: {
    id: 'Warga menerima pesan lewat jalur ini lagi',
    en: 'The citizen takes messages by this channel again',
  },
  buttonPressed: { id: 'Tombol ditekan', en: 'Button pressed' },
  reacted: { id: 'reaksi atas pesan Anda', en: 'reaction to your message' },
  reactionTaken: { id: 'Reaksi ditarik kembali', en: 'Reaction taken back' },
  place: { id: 'Lokasi', en: 'Place' },
  openMap: { id: 'Buka peta', en: 'Open the map' },
  contactEntry: { id: 'Kartu kontak', en: 'Contact card' },
  fileDue: {
    id: 'Lampiran {place} sedang diambil; dicoba lagi pukul {time}',
    en: 'File {place} is being fetched; tried again at {time}',
  },
  fileLost: { id: 'Lampiran {place} tidak dapat diambil', en: 'File {place} could not be fetched' },
  recordingDue: {
    id: 'Rekaman sedang diambil; dicoba lagi pukul {time}',
    en: 'The recording is being fetched; tried again at {time}',
  },
  recordingLost: { id: 'Rekaman tidak dapat diambil', en: 'The recording could not be fetched' },
  fetchAgain: { id: 'Ambil lagi', en: 'Fetch again' },
  fetchFailed: {
    id: 'Lampiran belum dapat diminta lagi. Silakan coba sebentar lagi.',
    en: 'The file could not be asked for. Please try shortly.',
  },
  longSms: {
    id: 'Teks ini memakan {segments} SMS. Lebih hemat: kirim intinya dengan tautan ke selengkapnya.',
    en: 'This text takes {segments} SMS. Send the essentials with a link to the rest instead?',
  },
  longWhatsapp: {
    id: 'Pesan WhatsApp memuat paling banyak {max} karakter. Kirim intinya dengan tautan ke selengkapnya.',
    en: 'A WhatsApp message holds at most {max} characters. Send the essentials with a link to the rest.',
  },
  sendAsLink: { id: 'Pakai inti & tautan', en: 'Use essentials and link' },
  sendAll: { id: 'Pakai seluruhnya', en: 'Use all of it' },
  goesAsLink: {
    id: 'Yang dikirim: kalimat pertamanya dan tautan ke halaman pribadi warga, tempat seluruh jawaban terbaca.',
    en: 'What goes: its first sentences and a link to the citizen’s private page, where all of it can be read.',
  },
  wentAsLink: {
    id: 'Dikirim: intinya dan tautan ke halaman pribadi',
    en: 'Sent: the essentials and a link to the private page',
  },
  useShort: { id: 'Pakai versi ringkas', en: 'Use the short form' },
  charactersOver: {
    id: '{count} karakter, paling banyak {max}',
    en: '{count} characters, at most {max}',
  },
  noFilesHere: {
    id: 'Lewat jalur ini berkas tidak dapat dikirim.',
    en: 'Files cannot be sent by this channel.',
  },
  filesNotHere: {
    id: 'Lewat jalur ini berkas tidak dapat dikirim; lepaskan, atau pilih jalur lain.',
    en: 'Files cannot be sent by this channel; take them off, or choose another way.',
  },
  filesOneByOne: {
    id: 'WhatsApp menerima satu berkas dalam satu pesan; kirim satu per satu.',
    en: 'WhatsApp takes one file in a message; send them one by one.',
  },
  filesKind: {
    id: 'WhatsApp tidak menerima jenis berkas ini (hanya JPG, PNG, PDF, Word, Excel, PowerPoint, suara, MP4).',
    en: 'WhatsApp does not take this kind of file (only JPG, PNG, PDF, Word, Excel, PowerPoint, sound, MP4).',
  },
  filesSize: {
    id: 'Terlalu besar untuk WhatsApp: gambar paling besar 5 MB, berkas lain 16 MB.',
    en: 'Too large for WhatsApp: pictures have at most 5 MB, other files 16 MB.',
  },
  filesHeavy: {
    id: 'Berkas dalam satu surel bersama-sama paling besar 18 MB; lebih dari itu ditolak banyak server. Kirim sebagian dalam surel berikutnya.',
    en: 'The files of one mail have at most 18 MB together; many servers refuse more. Send some of them in the next mail.',
  },
  filesMany: { id: 'Lewat SMS paling banyak 5 berkas.', en: 'At most 5 files by SMS.' },
  filesAsLinks: {
    id: 'Lewat SMS berkas dikirim sebagai tautan yang berlaku 14 hari.',
    en: 'By SMS files go as links that are good for 14 days.',
  },
} as const
