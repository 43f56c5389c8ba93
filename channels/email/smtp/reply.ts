/** What the intake says: to clients by number, to whoever starts it in one sentence. */
export class SmtpReply extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

export function reply(code: number, message: string): SmtpReply {
  return new SmtpReply(code, message)
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? (error instanceof Error ? error.name : 'unknown')
}

/** Why nothing can be listened on, and which setting to change. */
export function listenSentence(
  error: NodeJS.ErrnoException,
  { host, port, protocol }: { host: string; port: number; protocol?: 'smtp' | 'lmtp' },
): string {
  const setting = protocol === 'lmtp' ? 'LMTP_LISTEN' : 'SMTP_LISTEN'
  if (error.code === 'EADDRINUSE') {
    return `Mail intake cannot listen on ${host}:${port}: another program does already. Set ${setting} to a free address.`
  }
  if (error.code === 'EACCES') {
    return `Mail intake may not listen on ${host}:${port}: ports below 1024 need privileges. Set ${setting} to a higher port.`
  }
  return `Mail intake cannot listen on ${host}:${port} (${error.code ?? error.message}). Check ${setting}.`
}
