import type { Face } from './connection.ts'

/** An agent as citizens see them: their picture, else the first letters of their name. */
export function Avatar({ name, picture }: Face) {
  return picture ? <img class="avatar" src={picture} alt="" /> : <>{initials(name)}</>
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 && words.at(-1)]
    .map((word) => (word ? [...word][0] : ''))
    .join('')
    .toUpperCase()
}
