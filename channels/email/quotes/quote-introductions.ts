/** How mail programs introduce a quotation, Indonesian and Malay first. Lines come trimmed. */

/** "Pada … menulis:", "On … wrote:", joined to one line when it was broken over several. */
export function isIntroduction(line: string): boolean {
  return (
    beginsIntroduction(line) || (isShortAndDated(line) && wholeForms.some((pattern) => pattern.test(line)))
  )
}

/** Those known by their first word too, so that one broken over lines is known from where it begins. */
export function beginsIntroduction(line: string): boolean {
  return isShortAndDated(line) && introductions.some((pattern) => pattern.test(line))
}

/** The forms known only by their end, such as "Budi menulis:"; only safe on one whole line, and above quoted ones. */
export function isIntroductionLine(line: string): boolean {
  return (
    line.length <= longestIntroduction &&
    /[::]$/.test(line) &&
    introductionLines.some((pattern) => pattern.test(line))
  )
}

/** Without a date or an address it is a sentence: "Pada hari itu petugas menulis:". */
export function saysWhenOrWho(line: string): boolean {
  return dated.test(line)
}

function isShortAndDated(line: string): boolean {
  return line.length <= longestIntroduction && dated.test(line)
}

const dated = /[\d@]/
const longestIntroduction = 400

const introductions = [
  /^(?:pada|pd\.?|tanggal|tgl\.?|tarikh) .*\b(?:menulis|tulis|wrote|berkata)\s*:$/i,
  /^(?:on|at) .* wrote\s*:$/i,
  /^am .* schrieb.*:$/i,
  /^(?:le|el) .* a écrit\s*:$/i,
  /^el .* escribió\s*:$/i,
  /^(?:em|no dia|a) .* escreveu\s*:$/i,
  /^il .* ha scritto\s*:$/i,
  /^op .* schreef.*:$/i,
  /^(?:den|på|lør|søn|man|tir|ons|tor|fre)\b.* skrev.*:$/i,
  /^(?:w dniu|dnia) .* (?:napisał|pisze).*:$/i,
  /^(?:dne|dňa|dne:) .* (?:napsal|napísal).*:$/i,
  /^vào .* (?:đã viết|viết)\s*:$/i,
  /^(?:în|pe|la data de) .* a scris\s*:$/i,
  /^στις .* έγραψε\s*:$/i,
  /^(?:في|بتاريخ) .*\d.*[::]$/,
  /^ב.*\d.* כתב.*:$/,
]

const wholeForms = [
  /^(?![^<>]*>).* (?:kirjoitti|írta|пише|написал|написала|пишет).{0,60}:$/i,
  // Any language: a day, a time of day and an address in angle brackets, then little, up to a colon.
  /^(?=.{0,120}\d{1,2}[.:]\d{2})(?=.{0,120}\d{4}).{0,300}<\s?[^<>\s]{1,64}@[^<>\s]{1,255}\s?>.{0,40}[::]$/,
  /<\s?[^<>\s]{1,64}@[^<>\s]{1,255}\s?>,? (?:wrote|menulis|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał|napsal|kirjoitti|ezt írta)\b.{0,80}:$/i,
  /<\s?[^<>\s]{1,64}@[^<>\s]{1,255}\s?>.{0,80}yazdı\s*:$/i,
  /^\S.{0,80} wrote (?:on|at) \d.*:$/i,
]

const introductionLines = [
  /^.* (?:menulis|telah menulis)(?: pada .*)?:$/i,
  /^.* wrote (?:on|at|in) .*:$/i,
  /^.* schrieb am .*:$/i,
  /^.* (?:написал|написала|пишет).*:$/i,
  /^.* (?:şunu yazdı|yazdı|tarihinde şunları yazdı)\s*:$/i,
  /^.*(?:写道|寫道)\s*[::]$/,
  /^.*(?:のメール|書きました|wrote)\s*[::]$/,
  /^.*(?:작성|님이 쓴 글)\s*[::]$/,
  /^.*(?:เขียนว่า|كتب.*)\s*:$/,
  // Any language: a date's figures and an address in angle brackets, up to a colon.
  /^(?=.*\d{1,2}[.:/ ]).*<[^<>\s]+@[^<>\s]+>.{0,40}[::]$/,
]
