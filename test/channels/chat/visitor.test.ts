import { describe, expect, it } from 'vitest'
import { addressOf } from '../../../channels/chat/visitor.ts'

describe('the address a visitor is counted by', () => {
  const told = (address: string, forwarded?: string) =>
    addressOf({ address, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })

  it('is what a proxy on this machine saw, not what the visitor claims before it', () => {
    expect(told('127.0.0.1', '10.9.9.9, 203.0.113.7')).toBe('203.0.113.7')
    expect(told('::ffff:127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(told('127.0.0.1')).toBe('127.0.0.1')
  })

  it('is their own where they come to us directly, whatever they claim', () => {
    expect(told('198.51.100.4', '203.0.113.7')).toBe('198.51.100.4')
  })
})
