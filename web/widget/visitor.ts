import type { Visitor } from './state.ts'

/** As long as the office takes in one message, in UTF-16 units. */
export const maxTextLength = 20_000

export type ContactWay = Pick<Visitor, 'email' | 'phone'>

/** One field for both ways to answer: what has an @ is a mail address, what has digits a telephone number, else null. */
export function readContact(typed: string): ContactWay | null {
  const value = typed.trim()
  if (value === '') return {}
  if (value.includes('@')) return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) ? { email: value } : null
  const digits = value.replace(/[\s().-]/g, '')
  return /^\+?\d{8,15}$/.test(digits) ? { phone: digits } : null
}
