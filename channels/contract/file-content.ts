/** A file's bytes: as they are, or still encoded where they are too many to be held twice. */
export type FileContent = Buffer | EncodedFile

/** A file that still lies in its mail, in base64 (RFC 2045 §6.8); `piecesOf` decodes it whenever it is read. */
export interface EncodedFile {
  encoded: Buffer
  /** What follows is of the decoded file. Bytes. */
  length: number
  /** In hex. */
  md5: string
  sha256: string
}
