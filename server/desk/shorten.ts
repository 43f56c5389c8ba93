import type { Message } from '../wire/message.ts'

/** What a screen is told of a message at once, in UTF-16 units of each of its texts; the rest it asks for. */
const longest = 200_000

/** A mail of many megabytes is not sent to every screen: its texts are cut, and it says so. */
export function shortened(message: Message): Message {
  const { text, quoted, html } = message
  if ([text, quoted, html].every((one) => (one?.length ?? 0) <= longest)) return message
  return {
    ...message,
    text: cut(text),
    quoted: quoted && cut(quoted),
    html: html && cutHtml(html),
    truncated: true,
  }
}

function cut(text: string): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')
}

/** Behind a whole tag: what a browser finds open it closes. */
function cutHtml(html: string): string {
  if (html.length <= longest) return html
  return html.slice(0, html.lastIndexOf('>', longest - 1) + 1)
}
