/** Memory that a thread can read in without a copy of its own: a large mail is held once. */
export function sharedBytes(length: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(length))
}
