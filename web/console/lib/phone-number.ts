/** `+628123456789` → `+62 812-3456-789`, as Indonesians write it; other numbers stay as they are. */
export function formatPhone(address: string): string {
  const [, prefix, rest] = /^\+62(8\d{2}|\d{2})(\d{4,})$/.exec(address) ?? []
  if (!prefix || !rest) return address
  return `+62 ${prefix}-${rest.replace(/(\d{4})(?=\d)/g, '$1-')}`
}
