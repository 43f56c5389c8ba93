/** `user@example.go.id@mail.example.go.id/INBOX` → the user, who is mostly an address. */
export function mailboxAddress(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('@', name.lastIndexOf('/') - 1))) || name
}

/** → the folder; it may hold slashes, and the host none. */
export function mailboxFolder(name: string): string {
  const host = name.lastIndexOf('@')
  return name.slice(name.indexOf('/', host) + 1)
}
