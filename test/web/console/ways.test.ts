import { describe, expect, it } from 'vitest'
import { filesFault, withLinks } from '../../../web/console/lib/files-by-channel.ts'
import { readyTemplateText, templateText } from '../../../web/console/lib/template-text.ts'
import { isWindowShut, waysOf, type ChannelName, type Way } from '../../../web/console/lib/ways.ts'
import { aTicket } from './_cast.ts'

type Identities = ReturnType<typeof aTicket>['contact']['identities']

const all: ChannelName[] = ['email', 'chat', 'sms', 'whatsapp', 'web']
const mail = { kind: 'email', address: 'budi@example.org', verified: false } as const
const typed = { kind: 'phone', address: '+628123456789', verified: false } as const
const phone = { ...typed, verified: true } as const
const hour = 3600_000
const now = Date.parse('2026-11-26T04:00:00Z')
const texting = (more: object = {}) => ({
  ...{ smsStoppedAt: null, whatsappStoppedAt: null, whatsappOpenUntil: null },
  ...more,
})
const channelsOf = (channel: ChannelName, identities: Identities, on = all) =>
  waysOf(ticket(channel, identities), on).map((way) => way.channel)
function ticket(channel: ChannelName, identities: Identities) {
  const made = aTicket(1, 1)
  return { ...made, channel, contact: { ...made.contact, identities } }
}

describe('the ways to answer', () => {
  it.each<[string, ChannelName, Identities, ChannelName[]]>([
    ['a mail of somebody who texted', 'email', [mail, phone], ['email', 'whatsapp', 'sms']],
    ['a mail of somebody who typed a number', 'email', [mail, typed], ['email']],
    ['a call', 'voice', [phone, mail], ['sms', 'whatsapp', 'email']],
    ['a call', 'voice', [typed], ['sms', 'whatsapp']],
    ['a call that shows no number, of somebody with mail', 'voice', [mail], ['email']],
    ['a form with a number', 'web', [typed], ['sms']],
    ['a form with nothing', 'web', [], ['web']],
    ['a chat', 'chat', [mail], ['chat', 'email']],
    ['WhatsApp', 'whatsapp', [phone], ['whatsapp', 'sms']],
  ])('are, to %s: %s', (_name, channel, identities, ways) => {
    expect(channelsOf(channel, identities)).toEqual(ways)
  })

  it('are only those that are on', () => {
    expect(channelsOf('email', [mail, phone], ['email'])).toEqual(['email'])
    expect(channelsOf('voice', [phone, mail], ['email'])).toEqual(['email'])
  })

  it('say which number stopped what, and until when WhatsApp is open', () => {
    const until = new Date(now + hour).toISOString()
    const known = { ...phone, texting: texting({ smsStoppedAt: until, whatsappOpenUntil: until }) }
    const [whatsapp, sms] = waysOf(ticket('whatsapp', [known]), all)
    expect(whatsapp).toMatchObject({ stoppedAt: null, openUntil: now + hour })
    expect(sms).toMatchObject({ stoppedAt: until, openUntil: null })
    expect(isWindowShut(whatsapp as Way, now)).toBe(false)
    expect(isWindowShut(whatsapp as Way, now + hour)).toBe(true)
    expect(isWindowShut(sms as Way, now + hour)).toBe(false)
  })

  it('by WhatsApp are shut to a number that never wrote there', () => {
    const [, whatsapp] = waysOf(ticket('sms', [phone]), all)
    expect(isWindowShut(whatsapp as Way, now)).toBe(true)
  })
})

describe('a template', () => {
  const template = {
    ...{ id: 'jawaban', title: { id: 'Jawaban', en: 'Answer' }, language: 'id' as const },
    text: 'Yth. {{1}}, nomor {{2}} sudah kami jawab.',
    variables: [
      { name: { id: 'Nama', en: 'Name' }, fill: 'contactName' as const },
      { name: { id: 'Nomor', en: 'Number' }, fill: 'ticketNumber' as const },
    ],
  }

  it('shows what is not filled in, and is ready once all is', () => {
    expect(templateText(template, ['Budi', ' '])).toBe('Yth. Budi, nomor {{2}} sudah kami jawab.')
    expect(readyTemplateText([template], { id: 'jawaban', variables: ['Budi', ' '] })).toBe('')
    expect(readyTemplateText([template], { id: 'jawaban', variables: ['Budi', '26-00001'] })).toBe(
      'Yth. Budi, nomor 26-00001 sudah kami jawab.',
    )
    expect(readyTemplateText([template], null)).toBe('')
    expect(readyTemplateText([], { id: 'jawaban', variables: [] })).toBe('')
  })
})

describe('files', () => {
  const file = (contentType: string, size = 1000) => ({
    ...{ id: 1, filename: 'a', contentType, size, inline: false, contentId: null, url: '' },
  })

  it.each<[ChannelName, ReturnType<typeof file>[], string | null]>([
    ['email', [file('text/html'), file('text/html')], null],
    ['email', [file('application/pdf', 9e6), file('application/pdf', 9e6)], null],
    ['email', [file('application/pdf', 1e7), file('application/pdf', 1e7)], 'filesHeavy'],
    ['chat', [file('image/png')], 'filesNotHere'],
    ['chat', [], null],
    ['sms', [file('text/plain')], null],
    ['sms', Array.from({ length: 6 }, () => file('image/png')), 'filesMany'],
    ['whatsapp', [file('application/pdf')], null],
    ['whatsapp', [file('application/pdf'), file('image/png')], 'filesOneByOne'],
    ['whatsapp', [file('text/plain')], 'filesKind'],
    ['whatsapp', [file('image/jpeg', 6e6)], 'filesSize'],
    ['whatsapp', [file('video/mp4', 6e6)], null],
    ['whatsapp', [file('video/mp4', 17e6)], 'filesSize'],
  ])('by %s: %#', (channel, files, fault) => {
    expect(filesFault(channel, files)).toBe(fault)
  })

  it('count in an SMS as the links they become', () => {
    expect(
      withLinks('Halo', 2, 'https://a.id')
        .split('\n')
        .map(({ length }) => length),
    ).toEqual([4, 52, 52])
  })
})
