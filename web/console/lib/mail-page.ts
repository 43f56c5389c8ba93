import type { Attachment } from '../../../server/wire/attachment.ts'

export interface MailPage {
  /** A whole page for a sandboxed frame. */
  page: string
  /** How many remote pictures were held back. */
  blocked: number
}

/**
 * Sanitised markup of a stranger as a page: no script, no request to anywhere but us, for a remote picture tells its
 * sender that the mail was read. Pictures that came with the mail stand in their places; remote ones only when asked for.
 */
export function mailPage(
  html: string,
  { attachments, withRemote }: { attachments: readonly Attachment[]; withRemote: boolean },
): MailPage {
  const policy = `default-src 'none'; img-src data: ${location.origin}${withRemote ? ' https: http:' : ''}; style-src 'unsafe-inline'`
  const shown = html
    .replace(cidSource, (whole, before: string, id: string) => {
      const picture = attachments.find(({ contentId }) => contentId === decode(id))
      return picture ? `${before}src="${picture.url}"` : whole
    })
    .replace(remoteSource, withRemote ? '$1src=' : '$&')
    // Styles in the markup are what our content security policy forbids, to this frame too: those set by our own
    // hand are not, so each waits under another name until the mail is there.
    .replace(/(<[a-z][^>]*?\s)style=/gi, '$1data-style=')
  return {
    page:
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<meta name="color-scheme" content="light"><base target="_blank">${shown}`,
    blocked: withRemote ? 0 : (html.match(remoteSource)?.length ?? 0),
  }
}

const cidSource = /(<img[^>]*?\s)src="cid:([^"]*)"/gi
const remoteSource = /(<img[^>]*?\s)data-src=/gi

/** RFC 2392: a cid: address is the Content-ID, percent-encoded. */
function decode(id: string): string {
  try {
    return decodeURIComponent(id.replaceAll('&amp;', '&'))
  } catch {
    return id
  }
}
