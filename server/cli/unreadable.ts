/** Why a file that a person named cannot be read, in one sentence. */
export function unreadable(path: string, cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Error(`There is no file ${path}.`, { cause })
  if (code === 'EISDIR') return new Error(`${path} is a folder.`, { cause })
  return new Error(`${path} cannot be read (${code ?? 'unknown'}).`, { cause })
}
