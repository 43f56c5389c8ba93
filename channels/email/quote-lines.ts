/** How mail programs mark what is older: one table a mark, Indonesian and Malay first. Lines come trimmed. */

/** "Pada … menulis:", "On … wrote:", joined to one line when it was broken over several. */
export function isIntroduction(line: string): boolean {
  return introductions.some((pattern) => pattern.test(line))
}

/** The forms known only by their end, such as "Budi menulis:"; only safe on one whole line. */
export function isIntroductionLine(line: string): boolean {
  return /[::]$/.test(line) && introductionLines.some((pattern) => pattern.test(line))
}

/** "-----Pesan Asli-----": all that follows is older. */
export function isReplySeparator(line: string): boolean {
  return original.test(line)
}

/** "---------- Forwarded message ---------": what follows is what the sender wants read. */
export function isForwardSeparator(line: string): boolean {
  return forwardRule.test(line) || forwardLine.test(line)
}

/** Outlook's block: From, then Sent or Date, then To or Subject, within the lines given. */
export function opensHeaderBlock(lines: string[]): boolean {
  const unmarked = (line: string) => line.replaceAll('*', '')
  if (!fromLabel.test(unmarked(lines[0] ?? ''))) return false
  const rest = lines.slice(1).map(unmarked)
  return rest.some((line) => dateLabel.test(line)) && rest.some((line) => toOrSubjectLabel.test(line))
}

export function isMobileSignature(line: string): boolean {
  return mobileSignature.test(line)
}

/** RFC 3676 §4.3: two dashes and a space; the space is often lost. */
export function isSignatureMark(line: string): boolean {
  return line === '--'
}

const introductions = [
  /^(?:pada|pd\.?|tanggal|tgl\.?|tarikh) .*\b(?:menulis|tulis|wrote|berkata)\s*:$/i,
  /^on .* wrote\s*:$/i,
  /^am .* schrieb.*:$/i,
  /^le .* a écrit\s*:$/i,
  /^el .* escribió\s*:$/i,
  /^em .* escreveu\s*:$/i,
  /^il .* ha scritto\s*:$/i,
  /^op .* schreef.*:$/i,
  /^(?:den|på|lør|søn|man|tir|ons|tor|fre)\b.* skrev.*:$/i,
  /^(?:w dniu|dnia) .* (?:napisał|pisze).*:$/i,
  /^(?:dne|dňa) .* napsal.*:$/i,
  /^vào .* (?:đã viết|viết)\s*:$/i,
]

const introductionLines = [
  /^.* (?:menulis|telah menulis)(?: pada .*)?:$/i,
  /^.* wrote (?:on|at) .*:$/i,
  /^.* schrieb am .*:$/i,
  /^.* (?:написал|написала|пишет).*:$/i,
  /^.* (?:şunu yazdı|yazdı|tarihinde şunları yazdı)\s*:$/i,
  /^.*(?:写道|寫道)\s*[::]$/,
  /^.*(?:のメール|書きました)\s*[::]$/,
  /^.*(?:작성|님이 쓴 글)\s*[::]$/,
  /^.*(?:เขียนว่า|كتب.*)\s*:$/,
  // Any language: a date's figures and an address in angle brackets, up to a colon.
  /^(?=.*\d{1,2}[.:/ ]).*<[^<>\s]+@[^<>\s]+>.{0,40}[::]$/,
]

const originalNames = [
  'pesan asli|pesan asal|mesej asal|mesej asli|pesan semula|surat asli',
  'original message|original e-?mail|reply message|original appointment',
  'ursprüngliche nachricht|original-nachricht|originalnachricht',
  "message d'origine|message original|mensaje original|mensagem original|messaggio originale",
  'oorspronkelijk bericht|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|originalmeddelande',
  'oryginalna wiadomość|исходное сообщение|orijinal mesaj|原始邮件|原始郵件|元のメッセージ|원본 메시지',
].join('|')
const original = new RegExp(`^[-_=*]{2,}\\s*(?:${originalNames})\\s*[-_=*]{2,}`, 'i')

const forwardNames = [
  'pesan terusan|pesan diteruskan|pesan yang diteruskan|mesej dimajukan|mesej yang dimajukan',
  'forwarded message|forwarded by|weitergeleitete nachricht|message transféré|message transmis',
  'mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande',
  'пересланное сообщение|转发的邮件|转发邮件|轉寄郵件|転送メッセージ|전달된 메시지',
].join('|')
const forwardRule = new RegExp(`^-{2,}\\s*(?:${forwardNames})`, 'i')
const forwardLine =
  /^(?:begin forwarded message|awal pesan yang diteruskan|mulai pesan terusan|anfang der weitergeleiteten nachricht)\s*:/i

const fromLabel =
  /^(?:dari|daripada|from|von|de|da|van|från|fra|od|от|kimden|từ|发件人|寄件者|差出人|보낸 사람)\s?[::]/i
const dateLabel =
  /^(?:dikirim|dihantar|terkirim|tanggal|tarikh|sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada(?: em)?|fecha|data|inviato|verzonden|skickat|sendt|wysłano|отправлено|дата|gönderildi|tarih|ngày|đã gửi|发送时间|日期|寄件日期|送信日時|보낸 날짜)\s?[::]/i
const toOrSubjectLabel =
  /^(?:kepada|ke|to|an|à|para|a|aan|till|til|do|кому|kime|đến|收件人|宛先|받는 사람|subjek|perihal|hal|judul|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|konu|chủ đề|主题|主旨|件名|제목)\s?[::]/i

const devices =
  'iphone|ipad|android|samsung|galaxy|xiaomi|redmi|oppo|vivo|huawei|blackberry|windows|outlook|gmail|yahoo|mail|email|ponsel|hp|telepon|perangkat|tablet|smartphone|mobile|phone'
const mobileSignature = new RegExp(
  '^(?:' +
    [
      `(?:dikirim|terkirim) (?:dari|dengan|melalui) .{0,40}\\b(?:${devices})\\b`,
      `dihantar (?:dari|daripada) .{0,40}\\b(?:${devices})\\b`,
      `sent (?:from|with|via|using) .{0,40}\\b(?:${devices})\\b`,
      'get outlook for|dapatkan outlook untuk|yahoo mail:',
      'von meinem .{1,40} gesendet|envoyé (?:de|depuis) mon|enviado (?:desde|do|de) (?:mi|meu)|inviato da',
      'verzonden vanaf|skickat från min|отправлено (?:с|из) |iphoneから送信|从我的|發自我的|发自我的',
    ].join('|') +
    ').{0,80}$',
  'i',
)
