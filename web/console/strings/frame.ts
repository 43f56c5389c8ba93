export const frameStrings = {
  appName: { id: 'Tanya', en: 'Tanya' },
  appPurpose: { id: 'Meja layanan perizinan', en: 'Permit office helpdesk' },
  loading: { id: 'Memuat…', en: 'Loading…' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  close: { id: 'Tutup', en: 'Close' },
  copy: { id: 'Salin', en: 'Copy' },
  copied: { id: 'Tersalin', en: 'Copied' },
  skipToThread: { id: 'Langsung ke percakapan', en: 'Skip to conversation' },
  skipToList: { id: 'Langsung ke daftar tiket', en: 'Skip to ticket list' },

  signInTitle: { id: 'Masuk ke meja petugas', en: 'Sign in to the agents’ desk' },
  signInLead: {
    id: 'Semua pertanyaan warga dalam satu kotak masuk, lengkap dengan jawaban yang tepat.',
    en: 'Every citizen’s enquiry in one inbox, each with a fitting answer.',
  },
  email: { id: 'Alamat surel', en: 'Email address' },
  password: { id: 'Kata sandi', en: 'Password' },
  showPassword: { id: 'Tampilkan kata sandi', en: 'Show password' },
  hidePassword: { id: 'Sembunyikan kata sandi', en: 'Hide password' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  signingIn: { id: 'Sedang masuk…', en: 'Signing in…' },
  signInWrong: {
    id: 'Alamat surel atau kata sandi tidak cocok. Silakan periksa lagi.',
    en: 'The email address or password does not match. Please check both.',
  },
  signInLimited: {
    id: 'Terlalu banyak percobaan masuk. Silakan tunggu beberapa menit, lalu coba lagi.',
    en: 'Too many attempts. Please wait a few minutes and try again.',
  },
  signInLimitedFor: {
    id: 'Terlalu banyak percobaan masuk. Silakan coba lagi dalam {seconds} detik.',
    en: 'Too many attempts. Please try again in {seconds} seconds.',
  },
  signInOffline: {
    id: 'Server tidak terjangkau. Periksa sambungan jaringan Anda, lalu coba lagi.',
    en: 'The server cannot be reached. Check your connection and try again.',
  },
  signInServer: {
    id: 'Server sedang bermasalah. Silakan coba lagi sebentar lagi.',
    en: 'The server has a problem. Please try again shortly.',
  },
  signInNeeded: { id: 'Isi alamat surel dan kata sandi.', en: 'Enter your email address and password.' },
  sessionEnded: {
    id: 'Sesi Anda sudah berakhir. Silakan masuk kembali; draf Anda tetap tersimpan di peramban ini.',
    en: 'Your session has ended. Please sign in again; your drafts are kept in this browser.',
  },
  firstSignInHint: {
    id: 'Baru memasang Tanya? Alamat dan kata sandi pertama tercetak saat server dijalankan.',
    en: 'Just installed Tanya? The first address and password were printed when the server started.',
  },
  signOut: { id: 'Keluar', en: 'Sign out' },
  unreachable: { id: 'Server tidak terjangkau.', en: 'The server cannot be reached.' },

  connectionLive: { id: 'Tersambung langsung', en: 'Live' },
  connectionConnecting: { id: 'Menyambung…', en: 'Connecting…' },
  connectionLost: { id: 'Terputus, menyambung lagi…', en: 'Disconnected, reconnecting…' },

  shortcuts: { id: 'Pintasan papan ketik', en: 'Keyboard shortcuts' },
  shortcutMove: { id: 'Tiket berikutnya / sebelumnya', en: 'Next / previous ticket' },
  shortcutOpen: { id: 'Buka tiket', en: 'Open ticket' },
  shortcutReply: { id: 'Tulis balasan', en: 'Write a reply' },
  shortcutNote: { id: 'Tulis catatan internal', en: 'Write an internal note' },
  shortcutSearch: { id: 'Cari tiket', en: 'Search tickets' },
  shortcutSend: { id: 'Kirim', en: 'Send' },
  shortcutInsert: { id: 'Sisipkan saran ke-1 sampai ke-5', en: 'Insert suggestion 1 to 5' },
  shortcutBack: { id: 'Kembali / tutup', en: 'Back / close' },
  shortcutHelp: { id: 'Tampilkan pintasan ini', en: 'Show these shortcuts' },
  shortcutsOn: { id: 'Aktifkan pintasan satu tombol', en: 'Turn single-key shortcuts on' },
  changeFailed: {
    id: 'Perubahan tidak tersimpan. Silakan coba lagi.',
    en: 'The change was not saved. Please try again.',
  },
} as const
