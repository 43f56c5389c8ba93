/** Outlook's block above older mail, by its labels in the languages of our senders and of those they answer. */

/** From, then Sent or Date, then To or Subject, within the lines given. */
export function opensHeaderBlock(lines: string[]): boolean {
  const [first = '', ...rest] = lines.map(unmarked)
  return (
    from.test(first) && rest.some((line) => date.test(line)) && rest.some((line) => toOrSubject.test(line))
  )
}

/** The same in any order; only safe below a line drawn across. */
export function holdsHeaderBlock(lines: string[]): boolean {
  const block = lines.map(unmarked)
  const [first = ''] = block
  if (![from, date, toOrSubject].some((label) => label.test(first))) return false
  return [from, date, toOrSubject].every((label) => block.some((line) => label.test(line)))
}

/** What such a block says of the mail below it; null where it says nothing. */
export function readHeaderBlock(lines: string[]): { from: string | null; subject: string | null } {
  const block = lines.map(unmarked)
  const valueOf = (label: RegExp) => {
    const line = block.find((one) => label.test(one))
    return line === undefined ? null : line.slice(line.search(/[::]/) + 1).trim() || null
  }
  return { from: valueOf(from), subject: valueOf(subject) }
}

/** `*From:*` is bold in mail that was HTML. */
function unmarked(line: string): string {
  return line.replaceAll('*', '')
}

function labels(...names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})\\s?[::]`, 'i')
}

const from = labels(
  'dari|daripada|from|von|de|da|van|från|fra|od|от|від|kimden|gönderen|từ|người gửi|de la|feladó|lähettäjä|από',
  'من|מאת|จาก|发件人|寄件者|寄件人|差出人|送信元|보낸 사람',
)

const date = labels(
  'dikirim|dihantar|terkirim|tanggal|tarikh|sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada(?: em)?|fecha|data|inviato|verzonden',
  'skickat|sendt|dato|wysłano|odesláno|отправлено|дата|надіслано|gönderildi|gönderim tarihi|gönderilen|tarih|ngày|đã gửi|gửi',
  'trimis|elküldve|lähetetty|päiväys|στάλθηκε|تم الإرسال|التاريخ|تاريخ الإرسال|נשלח|ส่ง|วันที่',
  '发送时间|发送日期|日期|寄件日期|传送时间|送信日時|日付|日時|보낸 날짜|날짜',
)

const to = labels(
  'kepada|ke|to|an|à|para|a|aan|till|til|do|komu|кому|kime|alıcı|đến|tới|către|címzett|vastaanottaja|προς|إلى|אל|ถึง|收件人|收件者|宛先|받는 사람',
)

const subject = labels(
  'subjek|perihal|hal|judul|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|předmět|тема|konu|chủ đề|subiect|tárgy',
  'aihe|θέμα|الموضوع|נושא|เรื่อง|主题|主旨|件名|제목',
)

const toOrSubject = new RegExp(`${to.source}|${subject.source}`, 'i')
