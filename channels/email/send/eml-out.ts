import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import { ChannelError } from '../../contract/channel.ts'
import type { OutboundMessage, Sent } from '../../contract/outbound.ts'
import { composeMail, messageIdOf } from './compose.ts'
import type { Office } from './compose.ts'

/** Where answers go when no SMTP server is configured: one `.eml` file each, whole or not at all. */
export function createEmlSender(
  outgoingDir: string,
  office: Office,
): (message: OutboundMessage) => Promise<Sent> {
  return async (message) => {
    const mail = await new MailComposer({ ...(await composeMail(message, office)), newline: '\r\n' })
      .compile()
      .build()
    const filename = filenameOf(message)
    try {
      await writeWhole(outgoingDir, filename, mail)
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
      throw new ChannelError(`The answer could not be written to ${basename(outgoingDir)}/ (${code})`, {
        cause,
      })
    }
    return {
      providerId: messageIdOf(message, office),
      state: 'sent',
      note: join(basename(outgoingDir), filename),
    }
  }
}

function filenameOf({ id, ticket }: OutboundMessage): string {
  // Colons are not allowed in file names everywhere.
  const time = new Date().toISOString().replaceAll(':', '-').replace('.', '-')
  return `${time}-${ticket.number.replace(/[^\w-]/g, '_')}-${id}.eml`
}

async function writeWhole(directory: string, filename: string, content: Buffer): Promise<void> {
  await mkdir(directory, { recursive: true })
  const temporary = join(directory, `.${filename}.part`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(directory, filename))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
