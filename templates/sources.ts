import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The files of the answer library: path within its folder (`catalogue/pbg.yaml`) → text. */
export type Sources = ReadonlyMap<string, string>

export const templatesDir = import.meta.dirname

/** Reads `office.yaml`, `catalogue/*.yaml` and `answers/**.mustache` of a folder. */
export function readSources(dir = templatesDir): Sources {
  const paths = ['catalogue', 'answers'].flatMap((folder) => filesUnder(join(dir, folder)))
  const sources = [join(dir, 'office.yaml'), ...paths].map((path): [string, string] => [
    relative(dir, path).split(sep).join('/'),
    readFileSync(path, 'utf8'),
  ])
  return new Map(sources.filter(([path]) => isSourcePath(path)))
}

/** Could a file of the library be called so? */
export function isSourcePath(path: string): boolean {
  return (
    path === 'office.yaml' ||
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

function filesUnder(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(dir, entry.name)) : [join(dir, entry.name)]))
    .sort()
}
