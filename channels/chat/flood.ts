/**
 * While new chats come in a flood, from however many addresses, each has to be worked for (hashcash): the window finds a
 * number whose hash begins with so many zero bits. A challenge is sealed, not stored; it is the asker's own, and good once.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { spend, type MakeLimiter } from '../lib/limiter.ts'
import { networkOf } from '../lib/network.ts'
import type { Challenge } from './protocol.ts'
import { ChatError } from './understand.ts'

/** Some 16,000 hashes: about a second on a cheap telephone. */
const bits = 14
/** A telephone on a bad line may need a while, but what was worked out in advance is worth nothing. */
const challengeSeconds = 300
/** So long work is asked for after the flood was noticed; then it is looked anew. */
const floodSeconds = 300

export type Flood = ReturnType<typeof createFlood>

export interface FloodDeps {
  makeLimiter: MakeLimiter
  /** A keyed hash, the same in every process. */
  seal: (text: string) => string
}

export function createFlood(config: { startsPerMinute: number }, { makeLimiter, seal }: FloodDeps) {
  const all = makeLimiter('chat-start-all', {
    points: config.startsPerMinute,
    duration: 60,
    blockDuration: floodSeconds,
  })
  const proofs = makeLimiter('chat-proof', { points: 1, duration: challengeSeconds })

  function sealOf(made: string, address: string): string {
    return seal(`challenge ${made} ${networkOf(address)}`)
  }

  function challengeFor(address: string): Challenge {
    const made = `${Date.now()}.${randomBytes(9).toString('base64url')}`
    return { salt: `${made}.${sealOf(made, address)}.`, bits }
  }

  async function isGood(proof: string, address: string): Promise<boolean> {
    const [, made, at, given] = /^((\d{1,15})\.[\w-]{12})\.([\w-]+)\.\d{1,15}$/.exec(proof) ?? []
    if (!made || !given || Date.now() - Number(at) > challengeSeconds * 1000) return false
    const [expected, seen] = [Buffer.from(sealOf(made, address)), Buffer.from(given)]
    if (expected.length !== seen.length || !timingSafeEqual(expected, seen)) return false
    const hash = createHash('sha256').update(proof).digest()
    return Math.clz32(hash.readUInt32BE(0)) >= bits && (await spend(proofs, made)) === null
  }

  return {
    /** Counts a new chat. Throws a refusal with a challenge when there are too many and this one brings no proof of work. */
    async askForWork(address: string, proof: string | undefined): Promise<void> {
      if ((await spend(all, 'all')) === null) return
      if (proof !== undefined && (await isGood(proof, address))) return
      const challenge = challengeFor(address)
      throw new ChatError('proof', 'Sedang sangat ramai. Mohon tunggu sebentar.', challenge)
    },
  }
}
