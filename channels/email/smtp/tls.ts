import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import type { Log } from '../../contract/channel.ts'

/** Paths of PEM files. */
export interface CertificateFiles {
  certFile: string
  keyFile: string
}

const renewEveryMs = 60 * 60_000

/** Throws one sentence when the files cannot be read, or are no pair. */
export function readCertificate({ certFile, keyFile }: CertificateFiles): { cert: Buffer; key: Buffer } {
  const pair = { cert: read(certFile, 'SMTP_TLS_CERT'), key: read(keyFile, 'SMTP_TLS_KEY') }
  try {
    createSecureContext(pair)
  } catch (cause) {
    throw new Error('SMTP_TLS_CERT and SMTP_TLS_KEY are not a certificate and its key (PEM).', { cause })
  }
  return pair
}

/** Reads the files again each hour, since certificates are renewed under a running server. Returns how to stop. */
export function renewCertificate(files: CertificateFiles, server: SMTPServer, log: Log): () => void {
  const timer = setInterval(() => {
    try {
      server.updateSecureContext(readCertificate(files))
    } catch {
      log.warn({}, 'the certificate of the mail intake cannot be read anew; the old one stays in use')
    }
  }, renewEveryMs).unref()
  return () => clearInterval(timer)
}

function read(file: string, setting: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new Error(`${setting} names a file that cannot be read.`, { cause })
  }
}
