import nodemailer from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer'

/** A mail as its sender's server hands it on, signed for a domain when a key is given. */
export async function buildMessage(
  mail: Mail.Options,
  signature?: { domain: string; privateKey: string },
): Promise<Buffer> {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail({
    to: 'layanan@dpmptsp.example',
    ...mail,
    ...(signature && {
      dkim: { domainName: signature.domain, keySelector: 'k1', privateKey: signature.privateKey },
    }),
  })
  return message as Buffer
}
