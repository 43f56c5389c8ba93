import type { ImapFlow } from 'imapflow'

/** What can be kept of a mail that the server does not give out: its headers if they come, and where it lies. */
export async function whatIsLeft(client: ImapFlow, uid: number, mailbox: string): Promise<Buffer> {
  const headers = client.usable
    ? await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true }).then(
        (mail) => (mail && mail.headers) || null,
        () => null,
      )
    : null
  const words = [
    `Surat ini tidak dapat diambil dari kotak surat. Bukalah di sana: ${mailbox}, UID ${uid}.`,
    `This mail could not be fetched from the mailbox. Open it there: ${mailbox}, UID ${uid}.`,
  ].join('\r\n')
  const top = headers ?? Buffer.from(`Subject: Surat yang tidak dapat diambil (UID ${uid})\r\n\r\n`)
  return Buffer.concat([withEmptyLine(top), Buffer.from(`${words}\r\n`)])
}

function withEmptyLine(headers: Buffer): Buffer {
  const text = headers.toString('latin1').replace(/(?:\r?\n)*$/, '')
  return Buffer.from(`${text}\r\n\r\n`, 'latin1')
}
