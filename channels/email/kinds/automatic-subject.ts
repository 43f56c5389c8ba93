/** Whether a subject is one that mail programs give to automatic answers, in the languages of our senders. */
export function isAutomaticSubject(subject: string): boolean {
  return withColon.test(subject) || notes.test(subject)
}

const withColon = new RegExp(
  '^(?:' +
    [
      'automatic reply|auto(?:matic)?[ -]?(?:reply|response|answer)|out of (?:the )?office(?: auto-?reply)?|away from (?:my )?(?:mail|office)|ooo',
      'balasan otomatis|jawaban otomatis|respons otomatis|pesan otomatis|di luar kantor|balasan automatik|jawapan automatik|luar pejabat',
      'automatische antwort|abwesenheits(?:notiz|nachricht|benachrichtigung|info)|abwesend|abwesenheit',
      "réponse automatique|absence du bureau|message d'absence|respuesta automática|fuera de (?:la )?oficina",
      'resposta automática|ausência temporária|risposta automatica|fuori sede|automatisch antwoord|afwezig|afwezigheid',
      'autosvar|automatisk svar|automatiskt svar|automaattinen vastaus|autoodpowiedź|automatyczna odpowiedź|odpowiedź automatyczna',
      'автоответ|автоматический ответ|otomatik yanıt|trả lời tự động|رد تلقائي',
      '自动回复|自動回覆|自动答复|自動返信|自動応答|不在通知|자동 회신|자동 응답',
    ].join('|') +
    ')\\s*[::]',
  'i',
)

/** Lotus Notes: "AUTO: Budi is out of the office (returning 26/11/2026)". */
const notes = /^auto: .*(?:out of (?:the )?office|away|absen|cuti)/i
