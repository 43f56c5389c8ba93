/** What phones and mail programs add below the text, Indonesian and Malay first. Lines come trimmed. */

/** "Dikirim dari iPhone saya": the whole line, never a sentence that goes on. */
export function isMobileSignature(line: string): boolean {
  return (
    line.length <= longestSignatureLine && mobileSignature.test(line.replace(/^[(<[\s]+|[)>\]\s]+$/g, ''))
  )
}

/** RFC 3676 §4.3: two dashes and a space; the space is often lost. */
export function isSignatureMark(line: string): boolean {
  return line === '--'
}

/** With the address that some programs write behind it. */
const longestSignatureLine = 200

const devices =
  'iphone|ipad|android|samsung|galaxy|xiaomi|redmi|poco|oppo|vivo|realme|infinix|huawei|nokia|sony|lg|blackberry|windows|outlook|gmail|yahoo|proton|mail|email|surel|ponsel|hp|telepon|telefon|perangkat|peranti|tablet|smartphone|mobile|phone|mac'

const mobileSignature = new RegExp(
  '^(?:' +
    [
      `(?:dikirim|terkirim) (?:dari|dengan|melalui|oleh) .{0,40}\\b(?:${devices})\\b`,
      `dihantar (?:dari|daripada|menggunakan) .{0,40}\\b(?:${devices})\\b`,
      `sent (?:from|with|via|using|by) .{0,40}\\b(?:${devices})\\b`,
      `(?:get|dapatkan|unduh|obtenir|obtener|ottieni|download) \\[?(?:outlook|gmail|yahoo)\\b.{0,20}(?:for|untuk|pour|para|per|op)`,
      'yahoo mail:|yahoo mail - ',
      `von meinem .{1,40} gesendet|gesendet (?:von|mit) .{0,40}\\b(?:${devices})`,
      'envoyé (?:de|depuis|à partir de) (?:mon|ma|outlook|yahoo)|enviado (?:desde|do|de|a partir do) (?:mi|meu|outlook|yahoo)',
      `inviato da(?:l mio)? .{0,20}\\b(?:${devices})|(?:verzonden|verstuurd) (?:vanaf|met|via) `,
      `skickat från min|sendt fra min|(?:lähetetty|wysłan[eo] z|odesláno z|trimis de pe) .{0,40}(?:${devices})`,
      `отправлено (?:с|из) |надіслано з |đã gửi từ .{0,20}(?:${devices})|(?:iphone|ipad|android).{0,20}(?:gönderildi|から送信|傳送|发送|에서 보냄)`,
      '从我的|從我的|發自我的|发自我的|나의 (?:iphone|ipad)|أُرسلت من|تم الإرسال من',
    ].join('|') +
    ').{0,120}$',
  'i',
)
