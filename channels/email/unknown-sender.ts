/** RFC 2606 reserves `.invalid`: nothing sent there ever leaves. */
const host = '@pengirim.invalid'

/** Stands for whoever sent a mail that names no sender. One for each mail, or all would be one person's. */
export function unknownSender(sha256: string): string {
  return `tanpa-alamat-${sha256.slice(0, 16)}${host}`
}

/** Nothing to be shown to people. */
export function isUnknownSender(address: string): boolean {
  return address.endsWith(host)
}
