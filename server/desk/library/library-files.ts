/** What a file of the answer library is about. */
import {
  isMessageName,
  isTopic,
  messageTitles,
  topicTitles,
  type Language,
  type Library,
} from '../../../templates/index.ts'
import type { FileKind } from '../../wire/library.ts'

export interface AboutFile {
  kind: FileKind
  title: string
  language: Language | null
}

export function aboutFile(path: string, library: Library): AboutFile {
  const [, language, folder = '', name = ''] =
    /^answers\/(id|en)\/(partials\/)?([^/]+)\.mustache$/.exec(path) ?? []
  if (language === 'id' || language === 'en') {
    const kind = folder === '' ? 'topic' : 'partial'
    return { kind, title: isTopic(name) ? topicTitles[name][language] : name, language }
  }
  const message = /^messages\/(id|en)\/([^/]+)\.mustache$/.exec(path)
  if (message) {
    const spoken = message[1] === 'en' ? 'en' : 'id'
    const named = message[2] ?? ''
    return { kind: 'message', title: isMessageName(named) ? messageTitles[named] : named, language: spoken }
  }
  if (path === 'office.yaml') return { kind: 'office', title: 'Kantor', language: null }
  if (path === 'calendar.yaml') return { kind: 'office', title: 'Jam layanan dan hari libur', language: null }
  if (path === 'whatsapp.yaml') return { kind: 'office', title: 'Templat WhatsApp', language: null }
  const id = serviceOf(path)
  return { kind: 'service', title: library.services.get(id)?.names.id ?? id, language: null }
}

/** The id of the service that a file of the catalogue describes. */
export function serviceOf(path: string): string {
  return path.slice('catalogue/'.length, -'.yaml'.length)
}
