import { expect, it } from 'vitest'
import { readAccounts } from '../../../channels/email/imap/accounts.ts'

const oauth = { tokenUrl: 'https://x.example/token', clientId: 'c', clientSecret: null, refreshToken: 'r' }
const config = { urls: [] as string[], oauth: null, after: { what: 'keep' } as const, sentFolder: null }

it('reads several mailboxes, one of them without a password', () => {
  const urls = ['imaps://a:p@h/INBOX', 'imaps://a:p@h/Pengaduan', 'imaps://b@h']
  expect(
    readAccounts({ ...config, urls, oauth }).map(({ user, password, folder }) => [user, password, folder]),
  ).toEqual([
    ['a', 'p', 'INBOX'],
    ['a', 'p', 'Pengaduan'],
    ['b', null, 'INBOX'],
  ])
})

it.each([
  [{ urls: ['imaps://a:p@h', 'imaps://a:p@h/INBOX'] }, 'IMAP_URL names the same mailbox twice.'],
  [{ urls: ['imaps://a@h'] }, 'IMAP_URL names no password:'],
  [{ urls: ['imaps://a:p@h'], oauth }, 'IMAP_OAUTH_TOKEN_URL is set, but'],
  [{ urls: ['imaps://a@h', 'imaps://b@h'], oauth }, 'IMAP_URL names several users without a password'],
  [
    { urls: ['imaps://a:p@h'], after: { what: 'move' as const, folder: 'INBOX' } },
    'IMAP_AFTER moves mails into',
  ],
  [
    { urls: ['imaps://a:p@h/Sent'], sentFolder: 'Sent' },
    'IMAP_SENT is a folder that IMAP_URL reads already.',
  ],
])('refuses what cannot work in one sentence', (changes, sentence) => {
  expect(() => readAccounts({ ...config, ...changes })).toThrow(sentence)
})
