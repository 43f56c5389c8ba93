/** Twilio's error codes (https://www.twilio.com/docs/api/errors) in the words an agent needs. */
export interface ErrorWords {
  id: string
  en: string
}

export const twilioErrorWords: Readonly<Record<number, ErrorWords>> = {
  11751: {
    id: 'Lampiran lebih besar daripada yang diterima (WhatsApp: 16 MB, gambar 5 MB).',
    en: 'The file is larger than is taken (WhatsApp: 16 MB, pictures 5 MB).',
  },
  12300: {
    id: 'Jenis berkas lampiran tidak diterima.',
    en: 'This kind of file is not taken.',
  },
  13224: {
    id: 'Nomor tujuan tidak dapat ditelepon.',
    en: 'The number cannot be called.',
  },
  21201: {
    id: 'Nomor tujuan kosong.',
    en: 'There is no number to call.',
  },
  21205: {
    id: 'Alamat server tidak dapat dihubungi Twilio; periksa BASE_URL.',
    en: 'Twilio cannot reach the server’s address; check BASE_URL.',
  },
  21210: {
    id: 'Nomor kantor belum terdaftar di Twilio; periksa TWILIO_PHONE_NUMBER.',
    en: 'The office’s number is not registered at Twilio; check TWILIO_PHONE_NUMBER.',
  },
  21211: {
    id: 'Nomor tujuan tidak valid.',
    en: 'The number is not valid.',
  },
  21212: {
    id: 'Nomor pengirim kantor tidak valid; periksa TWILIO_PHONE_NUMBER.',
    en: 'The office’s own number is not valid; check TWILIO_PHONE_NUMBER.',
  },
  21215: {
    id: 'Menelepon ke negara nomor ini belum diizinkan di akun Twilio.',
    en: 'Calls to this number’s country are not permitted in the Twilio account.',
  },
  21220: {
    id: 'Telepon ini sudah berakhir.',
    en: 'This call is over.',
  },
  21265: {
    id: 'Nomor tujuan adalah nomor pendek yang tidak dapat menerima SMS.',
    en: 'The number is a short code, which takes no SMS.',
  },
  21266: {
    id: 'Nomor tujuan sama dengan nomor kantor.',
    en: 'The number is the office’s own.',
  },
  21408: {
    id: 'Pengiriman SMS ke negara nomor ini belum diizinkan di akun Twilio.',
    en: 'SMS to this number’s country are not permitted in the Twilio account.',
  },
  21602: {
    id: 'Isi pesan kosong.',
    en: 'The message is empty.',
  },
  21603: {
    id: 'Nomor pengirim kantor belum diatur.',
    en: 'The office’s number is not set.',
  },
  21604: {
    id: 'Nomor tujuan kosong.',
    en: 'There is no number to write to.',
  },
  21606: {
    id: 'Nomor pengirim kantor tidak dapat mengirim pesan; periksa pengaturan nomor di Twilio.',
    en: 'The office’s number cannot send messages; check it at Twilio.',
  },
  21608: {
    id: 'Akun Twilio masih uji coba dan nomor tujuan belum diverifikasi.',
    en: 'The Twilio account is on trial and this number is not verified there.',
  },
  21610: {
    id: 'Penerima telah berhenti berlangganan (STOP); ia harus mengirim START lebih dahulu.',
    en: 'The recipient asked for no more messages (STOP); they have to write START first.',
  },
  21611: {
    id: 'Antrean kirim nomor kantor sedang penuh; dicoba lagi nanti.',
    en: 'Too many messages wait at the office’s number; tried again later.',
  },
  21612: {
    id: 'Nomor tujuan tidak dapat dijangkau dari nomor kantor.',
    en: 'This number cannot be reached from the office’s number.',
  },
  21614: {
    id: 'Nomor tujuan bukan nomor ponsel yang dapat menerima SMS.',
    en: 'The number is no mobile number that takes SMS.',
  },
  21617: {
    id: 'Pesan melebihi 1.600 karakter.',
    en: 'The message is longer than 1,600 characters.',
  },
  21620: {
    id: 'Alamat lampiran tidak dapat dibuka Twilio; periksa BASE_URL.',
    en: 'Twilio cannot open the file’s address; check BASE_URL.',
  },
  21635: {
    id: 'Nomor tujuan adalah telepon rumah yang tidak dapat menerima SMS.',
    en: 'The number is a landline, which takes no SMS.',
  },
  21655: {
    id: 'Templat WhatsApp ini tidak ada di akun Twilio; periksa whatsapp.yaml.',
    en: 'The Twilio account has no such WhatsApp template; check whatsapp.yaml.',
  },
  21656: {
    id: 'Isian templat WhatsApp tidak sah.',
    en: 'What was filled into the WhatsApp template is not valid.',
  },
  21659: {
    id: 'Nomor pengirim bukan nomor Twilio; periksa TWILIO_PHONE_NUMBER.',
    en: 'The sender is no Twilio number; check TWILIO_PHONE_NUMBER.',
  },
  21660: {
    id: 'Nomor pengirim bukan milik akun Twilio ini.',
    en: 'The sender’s number does not belong to this Twilio account.',
  },
  21661: {
    id: 'Nomor pengirim kantor tidak dapat mengirim SMS.',
    en: 'The office’s number cannot send SMS.',
  },
  21701: {
    id: 'Layanan pesan Twilio tidak ada; periksa TWILIO_MESSAGING_SERVICE_SID.',
    en: 'There is no such messaging service at Twilio; check TWILIO_MESSAGING_SERVICE_SID.',
  },
  21703: {
    id: 'Layanan pesan Twilio belum punya nomor; periksa di Twilio.',
    en: 'The messaging service has no number yet; check it at Twilio.',
  },
  30001: {
    id: 'Antrean Twilio penuh.',
    en: 'Twilio’s queue is full.',
  },
  30002: {
    id: 'Akun Twilio dibekukan; hubungi administrator.',
    en: 'The Twilio account is suspended; tell the administrator.',
  },
  30003: {
    id: 'Ponsel penerima tidak dapat dijangkau (mati atau di luar jangkauan).',
    en: 'The recipient’s telephone cannot be reached (switched off, or out of range).',
  },
  30004: {
    id: 'Pesan diblokir oleh penerima atau operatornya.',
    en: 'The message was blocked by the recipient or their operator.',
  },
  30005: {
    id: 'Nomor tujuan tidak dikenal atau tidak aktif lagi.',
    en: 'The number is unknown, or no longer in use.',
  },
  30006: {
    id: 'Nomor tujuan telepon rumah atau operatornya tidak dapat dijangkau.',
    en: 'The number is a landline, or its operator cannot be reached.',
  },
  30007: {
    id: 'Pesan disaring oleh operator sebagai pesan yang tidak diinginkan.',
    en: 'The operator filtered the message as unwanted.',
  },
  30008: {
    id: 'Operator gagal mengantarkan pesan tanpa menyebutkan sebabnya.',
    en: 'The operator failed to deliver it and does not say why.',
  },
  30034: {
    id: 'Nomor pengirim belum terdaftar pada operator tujuan.',
    en: 'The office’s number is not registered with the recipient’s operator.',
  },
  63001: {
    id: 'WhatsApp menolak kredensial kantor; periksa pengaturan WhatsApp di Twilio.',
    en: 'WhatsApp refuses the office’s credentials; check WhatsApp at Twilio.',
  },
  63003: {
    id: 'Nomor tujuan tidak ditemukan di WhatsApp.',
    en: 'WhatsApp does not know this number.',
  },
  63005: {
    id: 'WhatsApp menolak isi pesan ini.',
    en: 'WhatsApp refuses what the message holds.',
  },
  63007: {
    id: 'Nomor WhatsApp kantor belum terdaftar di Twilio; periksa TWILIO_WHATSAPP_NUMBER.',
    en: 'The office’s WhatsApp number is not registered at Twilio; check TWILIO_WHATSAPP_NUMBER.',
  },
  63013: {
    id: 'Pesan melanggar ketentuan WhatsApp.',
    en: 'The message breaks WhatsApp’s rules.',
  },
  63015: {
    id: 'Penerima belum bergabung dengan nomor uji coba WhatsApp.',
    en: 'The recipient has not joined the WhatsApp sandbox.',
  },
  63016: {
    id: 'Sudah lebih dari 24 jam sejak pesan terakhir warga; WhatsApp hanya menerima pesan templat.',
    en: 'More than 24 hours have passed since the citizen’s last message; WhatsApp takes templates only.',
  },
  63018: {
    id: 'WhatsApp sedang membatasi jumlah pesan; dicoba lagi nanti.',
    en: 'WhatsApp limits how many messages may be sent; tried again later.',
  },
  63019: {
    id: 'Lampiran tidak dapat diambil Twilio; periksa BASE_URL.',
    en: 'Twilio could not fetch the file; check BASE_URL.',
  },
  63021: {
    id: 'WhatsApp tidak menerima jenis berkas atau isi pesan ini.',
    en: 'WhatsApp does not take this kind of file or message.',
  },
  63024: {
    id: 'Penerima tidak valid di WhatsApp.',
    en: 'WhatsApp does not take this recipient.',
  },
  63027: {
    id: 'Templat WhatsApp ini tidak ada dalam bahasa tersebut.',
    en: 'This WhatsApp template does not exist in that language.',
  },
  63028: {
    id: 'Jumlah isian templat WhatsApp tidak cocok.',
    en: 'The WhatsApp template has another number of variables.',
  },
  63032: {
    id: 'WhatsApp membatasi pengiriman kepada penerima ini.',
    en: 'WhatsApp limits what may be sent to this recipient.',
  },
  63033: {
    id: 'Penerima telah memblokir nomor WhatsApp kantor.',
    en: 'The recipient has blocked the office’s WhatsApp number.',
  },
  63040: {
    id: 'Templat WhatsApp ini ditolak WhatsApp.',
    en: 'WhatsApp has rejected this template.',
  },
  63041: {
    id: 'Templat WhatsApp ini sedang dihentikan sementara oleh WhatsApp.',
    en: 'WhatsApp has paused this template.',
  },
  63042: {
    id: 'Templat WhatsApp ini dinonaktifkan WhatsApp.',
    en: 'WhatsApp has disabled this template.',
  },
  63049: {
    id: 'WhatsApp memilih untuk tidak mengantarkan pesan ini.',
    en: 'WhatsApp chose not to deliver this message.',
  },
}
