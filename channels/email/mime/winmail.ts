import type { MailContents, MailFile } from './contents.ts'
import { wholeFile } from '../../lib/file-content.ts'
import { readTnef } from './tnef.ts'

/** Mail with the files that Outlook packed into `winmail.dat` beside its own; where that cannot be opened it stays as it is. */
export function withoutWinmail({ pieces, files }: MailContents): MailContents {
  const hasWords = pieces.some(({ plain, html }) => plain.trim() || html.trim())
  const opened = files.map((file) => ({
    file,
    tnef: isTnef(file) ? readTnef(wholeFile(file.content)) : null,
  }))
  const words = hasWords ? [] : opened.flatMap(({ tnef }) => (tnef?.words ? [tnef.words] : []))
  return {
    pieces: [...pieces, ...words],
    files: opened.flatMap(({ file, tnef }) =>
      tnef && (tnef.files.length || words.length) ? tnef.files : [file],
    ),
  }
}

function isTnef({ contentType, filename }: MailFile): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || filename.toLowerCase() === 'winmail.dat'
}
