/** Where files named by their content lie. */
import { join } from 'node:path'

export interface Shelf {
  dir: string
  /** By Zstandard (RFC 8878), which takes a tenth of gzip's time. */
  isCompressed: boolean
}

export function placeOf({ dir, isCompressed }: Shelf, sha256: string): string {
  return join(dir, sha256.slice(0, 2), sha256 + (isCompressed ? '.zst' : ''))
}
