/**
 * Whatever this process makes (database, mails, attachments, copies) holds people's data: folders become 0700 and
 * files 0600. What stands already keeps the rights its operator gave it. Windows has no such rights.
 */
export function keepToOneself(): void {
  process.umask(0o077)
}
