/**
 * Work in return for a new conversation, asked for only while the office is flooded (hashcash): a second for one
 * citizen's telephone, dear to whoever begins thousands. Nothing is to be seen or solved by a person.
 */
import type { Challenge } from '../../server/wire/chat-socket.ts'

const batch = 256

/** A number that makes the SHA-256 of salt and number begin with so many zero bits. */
export async function solve({ salt, bits }: Challenge): Promise<string> {
  for (let from = 0; ; from += batch) {
    // Side by side and off this thread, which stays free for what the citizen does meanwhile.
    const found = await Promise.all(
      Array.from({ length: batch }, async (_, index) => {
        const proof = salt + (from + index)
        const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(proof))
        return Math.clz32(new DataView(hash).getUint32(0)) < bits ? '' : proof
      }),
    )
    const proof = found.find(Boolean)
    if (proof) return proof
  }
}
