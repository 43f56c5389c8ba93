import type { HandedIn } from './state.ts'

export interface Upload {
  key: string
  name: string
  /** 0 to 1. */
  progress: number
  /** Null until it is at the office. */
  file: HandedIn | null
  /** Why it is not taken: the office's words, or none when the line broke. */
  failure: string | null
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
    const answer = request.response as (HandedIn & { detail?: string }) | null
    if (request.status === 201 && answer) changed({ file: answer, progress: 1 })
    else changed({ failure: answer?.detail ?? '' })
  }
  request.onerror = () => changed({ failure: '' })
  request.send(file)
  return () => request.abort()
}
