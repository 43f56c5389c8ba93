/** What the desk says of mails outside their own place, which brings its words along when it is opened. */
export const mailStrings = {
  mailPlace: { id: 'Surel', en: 'Mail' },
  mailNotLoaded: {
    id: 'Bagian surel tidak dapat dimuat.',
    en: 'The mail’s part of the console could not be loaded.',
  },
  mailsQuarantined: { id: '{count} surel dikarantina', en: '{count} mails in quarantine' },
} as const
