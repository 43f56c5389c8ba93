import { expect, it } from 'vitest'
import { matchServices } from '../../../web/site/match.ts'

const service = (id: string, name: string, aliases: string[] = [], status = 'active') => ({
  id,
  names: { id: name, en: name },
  aliases,
  agency: 'DPMPTSP',
  status,
})
const services = [
  service('iptm-perpanjangan', 'Perpanjangan Izin Penggunaan Tanah Makam', ['perpanjang kuburan']),
  service('krk-irk', 'Keterangan Rencana Kota (KRK)', ['cek zonasi']),
  service('sip-dokter', 'Surat Izin Praktik Dokter', ['SIP dokter']),
  service('izin-praktik-dokter-hewan', 'Izin praktik dokter hewan dan klinik hewan', ['izin dokter hewan']),
  service('sip-dokter-gigi', 'Surat Izin Praktik Dokter Gigi', ['SIP dokter gigi']),
  service('imb-lama', 'Izin Mendirikan Bangunan', [], 'superseded'),
]
const found = (typed: string) => matchServices(services, typed).map(({ id }) => id)

it('finds a service by beginnings of words in names and aliases', () => {
  expect(found('makam')).toEqual(['iptm-perpanjangan'])
  expect(found('ZONA')).toEqual(['krk-irk'])
  expect(found('sip dok')).toEqual(['sip-dokter', 'sip-dokter-gigi'])
})

it('puts a match in the name before one in an alias', () => {
  expect(matchServices([service('a', 'Lain', ['krk']), ...services], 'krk').map(({ id }) => id)).toEqual([
    'krk-irk',
    'a',
  ])
})

it('puts the one first that is called little else', () => {
  expect(found('dokter')).toEqual(['sip-dokter', 'sip-dokter-gigi', 'izin-praktik-dokter-hewan'])
  expect(found('dokter hewan')[0]).toBe('izin-praktik-dokter-hewan')
})

it('puts the one first that is called just so', () => {
  const dental = service('sip-dokter-gigi', 'Surat Izin Praktik Dokter Gigi (SIPDG)', ['SIP dokter gigi'])
  const others = services.filter(({ id }) => id !== dental.id)
  expect(matchServices([dental, ...others], 'sip dokter')[0]?.id).toBe('sip-dokter')
})

it('finds what a question names among its other words', () => {
  expect(found('berapa lama krk')).toEqual(['krk-irk'])
  expect(found('perpanjang makam ortu bayar')).toEqual(['iptm-perpanjangan'])
  expect(found('biaya syarat apa')).toEqual([])
})

it('finds nothing for nothing, and no service that is no longer given', () => {
  expect(found('  ')).toEqual([])
  expect(found('bangunan')).toEqual([])
  expect(found('(((')).toEqual([])
})
