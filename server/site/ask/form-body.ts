/** A form as a browser without a script sends it (RFC 7578 multipart, or urlencoded), read by Node's own parser. */
import type { Request } from 'express'
import { MIMEType } from 'node:util'
import { mostCitizenBytes } from '../../desk/citizen-files.ts'
import { TanyaError } from '../../errors.ts'
import { readBody } from '../../read-body.ts'

export interface FormBody {
  /** The first value of a field, without NUL and half characters; empty when it was not sent. */
  field(name: string): string
  files: { filename: string; content: Buffer }[]
}

/** Room for the words beside the files. */
const wordsBytes = 256 * 1024
const mostBytes = mostCitizenBytes + wordsBytes
/** A form has a dozen. Node's parser takes as many as anybody sends, and the process with them. */
const mostFields = 200

/** Throws `too-large`, and `bad-request` for what is no form. */
export async function readForm(request: Request): Promise<FormBody> {
  const type = request.get('content-type') ?? ''
  if (!request.is(['multipart/form-data', 'application/x-www-form-urlencoded']))
    throw new TanyaError('unsupported-media-type', 'Send a form.')
  const bytes = await readBody(request, request.is('multipart/form-data') ? mostBytes : wordsBytes)
  const form = await parsed(bytes, type).catch((cause: unknown) => {
    throw new TanyaError('bad-request', 'The form is malformed.', { cause })
  })
  // A field for files that nothing was chosen in is sent as one empty file without a name.
  const chosen = [...form.values()].filter((one) => one instanceof File && (one.name !== '' || one.size > 0))
  return {
    field(name) {
      const value = form.get(name)
      return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
    },
    files: await Promise.all(
      chosen
        .filter((one) => one instanceof File)
        .map(async (file) => ({ filename: file.name, content: Buffer.from(await file.arrayBuffer()) })),
    ),
  }
}

async function parsed(bytes: Buffer, type: string): Promise<FormData> {
  if (count(bytes, separatorOf(type), mostFields + 1) > mostFields) throw new Error('too many fields')
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
}

/** What stands between two fields; the type is read as the parser reads it, escapes and all. */
function separatorOf(type: string): string {
  const { essence, params } = new MIMEType(type)
  return essence === 'multipart/form-data' ? `--${params.get('boundary') ?? ''}` : '&'
}

function count(bytes: Buffer, separator: string, most: number): number {
  let found = 0
  for (let at = bytes.indexOf(separator); at >= 0 && found < most; at = bytes.indexOf(separator, at + 1))
    found++
  return found
}
