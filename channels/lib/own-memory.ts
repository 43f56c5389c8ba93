import { asBuffer } from './file-content.ts'

/**
 * For what another thread is to get: it is given a copy of all the memory that a buffer lies in, and a short one lies in 64 KiB
 * that Node shares out among many. Bytes that have their own memory, or such as threads share, stay as they are.
 */
export function inOwnMemory(bytes: Uint8Array): Buffer {
  const isAlone = bytes.buffer.byteLength === bytes.length || bytes.buffer instanceof SharedArrayBuffer
  return asBuffer(isAlone ? bytes : new Uint8Array(bytes))
}
