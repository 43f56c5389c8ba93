const courtesy = /^(yth\b|kepada yth|bapak\/ibu|terima kasih (telah|sudah)|dear\b|thank you for)/i

/** The first words that tell answers apart: every one begins with the same courtesies. */
export function answerPreview(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/)
  const from = paragraphs.findIndex((paragraph) => !courtesy.test(paragraph.trim()))
  return paragraphs.slice(Math.max(0, from)).join(' ').replace(/\s+/g, ' ')
}
