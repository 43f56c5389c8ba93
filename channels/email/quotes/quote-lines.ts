/** The lines that part a mail from what is older in it, Indonesian and Malay first. Lines come trimmed. */

/** "-----Pesan Asli-----", "---- On … wrote ----": all that follows is older. */
export function isReplySeparator(line: string): boolean {
  return original.test(line) || introductionBetweenDashes.test(line)
}

/** "---------- Forwarded message ---------": what follows is what the sender wants read. */
export function isForwardSeparator(line: string): boolean {
  return forwardRule.test(line) || forwardLine.test(line)
}

/** A line drawn across, as Outlook draws above its header block. */
export function isRule(line: string): boolean {
  return /^[_\-–—=*]{5,}$/.test(line)
}

const originalNames = [
  'pesan asli|pesan asal|mesej asal|mesej asli|pesan semula|surat asli|email asli|surel asli|balas pesan',
  'original message|original e-?mail|reply message|original appointment|reply (?:above|below) this line|original text',
  'ursprüngliche nachricht|ursprüngliche e-?mail|original-nachricht|originalnachricht',
  "message d'origine|message d’origine|message original|mensaje original|mensagem original|messaggio originale",
  'oorspronkelijk bericht|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|originalmeddelande|alkuperäinen viesti',
  'oryginalna wiadomość|wiadomość oryginalna|původní zpráva|eredeti üzenet|mesaj original|исходное сообщение|оригинальное сообщение',
  'orijinal mesaj|özgün ileti|tin nhắn gốc|thư gốc|الرسالة الأصلية|原始邮件|原始郵件|原始信件|元のメッセージ|원본 메시지|원본 메일',
].join('|')
const original = new RegExp(`^[-_=*>]{2,}\\s*(?:${originalNames})\\s*[-_=*<]{2,}`, 'i')
const introductionBetweenDashes =
  /^-{2,}\s?(?:on|pada|le|am|el|em|il|op) .{4,300} (?:wrote|menulis|a écrit|schrieb|escribió|escreveu|ha scritto|schreef)\s?-{2,}$/i

const forwardNames = [
  'pesan terusan|pesan diteruskan|pesan yang diteruskan|mesej dimajukan|mesej yang dimajukan|email diteruskan|surel terusan',
  'forwarded message|forwarded by|weitergeleitete nachricht|message transféré|message transmis|message réexpédié',
  'mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|videresendt meddelelse',
  'wiadomość przekazana|пересланное сообщение|пересылаемое сообщение|yönlendirilmiş ileti|iletilen mesaj|chuyển tiếp thư',
  '转发的邮件|转发邮件|轉寄郵件|转发消息|転送メッセージ|전달된 메시지',
].join('|')
const forwardRule = new RegExp(`^-{2,}\\s*(?:${forwardNames})`, 'i')
const forwardLine =
  /^(?:begin forwarded message|awal pesan yang diteruskan|mulai pesan terusan|mulakan mesej dimajukan|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|início da mensagem (?:reenviada|encaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|начало переадресованного сообщения|下面是被转发的邮件|開始轉寄郵件|転送されたメッセージ)\s*[::]/i
