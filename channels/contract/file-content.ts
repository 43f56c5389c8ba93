/** A file's bytes: as a whole, or piece by piece where they are too many to be held. */
export type FileContent = Buffer | FilePieces

export interface FilePieces {
  /** Bytes. */
  length: number
  /** All of it in order, as often as it is asked for. A piece is there until the next is asked for. */
  pieces(): Iterable<Buffer>
}
