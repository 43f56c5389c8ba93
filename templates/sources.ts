import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The files of the answer library: path within its folder (`catalogue/pbg.yaml`) → text. */
export type Sources = ReadonlyMap<string, string>

export const templatesDir = import.meta.dirname

/** Where the library's files lie. */
export const sourceFolders = [
  '.',
  'catalogue',
  'answers',
  'messages',
  ...['id', 'en'].flatMap((language) => [
    `answers/${language}`,
    `answers/${language}/partials`,
    `messages/${language}`,
  ]),
]

/** Reads `office.yaml`, `calendar.yaml`, `whatsapp.yaml`, `catalogue/*.yaml`, `answers/**.mustache` and `messages/**.mustache` of a folder. */
export function readSources(dir = templatesDir): Sources {
  const paths = sourceFolders.flatMap((folder) =>
    namesIn(join(dir, folder)).map((name) => posix.join(folder, name)),
  )
  return new Map(paths.filter(isSourcePath).map((path) => [path, readFileSync(join(dir, path), 'utf8')]))
}

/** Could a file of the library be called so? */
export function isSourcePath(path: string): boolean {
  return (
    path === 'office.yaml' ||
    path === 'calendar.yaml' ||
    path === 'whatsapp.yaml' ||
    /^messages\/(?:id|en)\/[a-z0-9-]{1,100}\.mustache$/.test(path) ||
    /^catalogue\/[a-z0-9-]{1,100}\.yaml$/.test(path) ||
    /^answers\/(?:id|en)\/(?:partials\/)?[a-z0-9-]{1,100}\.mustache$/.test(path)
  )
}

/** The files of one folder that end so: name without the ending → text, by name. */
export function sourcesIn(sources: Sources, folder: string, ending: string): [name: string, text: string][] {
  return [...sources]
    .filter(([path]) => path.startsWith(`${folder}/`) && path.endsWith(ending))
    .map(([path, text]): [string, string] => [path.slice(folder.length + 1, -ending.length), text])
    .filter(([name]) => !name.includes('/'))
    .sort(([one], [other]) => (one < other ? -1 : 1))
}

function namesIn(dir: string): string[] {
  return existsSync(dir) ? readdirSync(dir).sort() : []
}
