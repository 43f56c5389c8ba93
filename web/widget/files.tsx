import { useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { upload, type Upload } from './upload.ts'
import type { Words } from './words.ts'

const mostFiles = 5

/** The files of the next message. */
export function useFiles(token: string | null) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const change = (key: string, news: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))

  function add(chosen: Iterable<File>): void {
    if (token === null) return
    let room = mostFiles - uploads.filter(({ failure }) => !failure).length
    const begun = [...chosen].map((file): Upload => {
      const key = String(Math.random())
      const failure = room-- > 0 ? null : 'fileMany'
      // The first news comes later than this list.
      const abort = failure ? null : upload(file, token, (news) => change(key, news))
      const cancel = () => {
        abort?.()
        setUploads((all) => all.filter((one) => one.key !== key))
      }
      return { key, name: file.name, progress: 0, file: null, failure, cancel }
    })
    setUploads([...uploads, ...begun])
  }
  return {
    uploads,
    add,
    clear: () => setUploads([]),
    handedIn: uploads.flatMap(({ file }) => file ?? []),
    isBusy: uploads.some(({ file, failure }) => file === null && failure === null),
  }
}

export function FileList({ uploads, words }: { uploads: Upload[]; words: Words }) {
  return (
    <ul class="files" role="list">
      {uploads.map(({ key, name, progress, file, failure, cancel }) => (
        <li key={key}>
          <Icon name="file" />
          <span class="files__name">{name}</span>
          {failure !== null ? (
            <span class="field__error" role="alert">
              {words(failure)}
            </span>
          ) : (
            !file && <progress value={progress} aria-label={words('uploading', { name })} />
          )}
          <button
            type="button"
            class="head__button"
            aria-label={words('removeFile', { name })}
            onClick={cancel}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}
