/** What the desk says of mails outside their own place, which brings its words along when it is opened. */
export const mailStrings = {
  mailPlace: { id: 'Surel', en: 'Mail' },
  mailNotLoaded: {
    id: 'Bagian surel tidak dapat dimuat.',
    en: 'The mail’s part of the console could not be loaded.',
  },
  mailsCalling: { id: '{count} surel perlu diperiksa', en: '{count} to be looked at' },
  mailboxUnread: {
    id: 'Surel warga tidak masuk sejak {time}. Kotak surat yang tidak terbaca: {names}.',
    en: 'Mail from citizens does not come in since {time}. Mailboxes that cannot be read: {names}.',
  },
  mailboxSee: { id: 'Lihat sebabnya', en: 'See why' },
} as const
