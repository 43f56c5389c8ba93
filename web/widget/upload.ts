import type { HandedIn } from './state.ts'
import type { Sentences } from './words.ts'

export interface Upload {
  key: string
  name: string
  /** 0 to 1. */
  progress: number
  /** Null until it is at the office. */
  file: HandedIn | null
  /** Why it is not taken, as the sentence that says so. */
  failure: keyof Sentences | null
  cancel: () => void
}

const address = '/api/v1/chat/attachments?filename='

/** Hands one file in and tells how far it is. By XMLHttpRequest: `fetch` knows no progress of what it sends. */
export function upload(file: File, token: string, changed: (news: Partial<Upload>) => void): () => void {
  const request = new XMLHttpRequest()
  request.open('POST', address + encodeURIComponent(file.name.slice(-200) || 'foto'))
  request.setRequestHeader('X-Chat-Token', token)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => changed({ progress: loaded / total })
  request.onload = () => {
    const { status } = request
    if (status === 201) changed({ file: request.response as HandedIn, progress: 1 })
    // By the status, and not by the office's words, which do not know the language of this window.
    else changed({ failure: status === 413 ? 'fileLarge' : status === 422 ? 'fileKind' : 'fileFailed' })
  }
  request.onerror = () => changed({ failure: 'fileFailed' })
  request.send(file)
  return () => request.abort()
}
