import type { Ticket } from '../../../server/wire/ticket.ts'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useRef } from 'preact/hooks'
import { useDesk, useT } from '../contexts.ts'
import { fileSize } from '../lib/file-size.ts'
import { carriesFiles, filesFault } from '../lib/files-by-channel.ts'
import { maxFileBytes, mostFiles, type Upload } from '../store/uploads.ts'

/** Files of this reply: those on the server, those on their way, those that cannot go. */
export function ComposerFiles({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { drafts, uploads, i18n } = useDesk()
  const attachments = drafts.of(ticket.id, 'reply').value.attachments
  const coming = uploads.items.value.filter(({ ticketId }) => ticketId === ticket.id)
  if (attachments.length + coming.length === 0) return null
  return (
    <ul role="list" class="files" aria-label={t('attachments')}>
      {attachments.map(({ id, filename, size }) => (
        <li class="file" key={id}>
          <Icon name="file" />
          <span class="file__name">{filename}</span>
          <span class="file__size">{fileSize(size, i18n.language.value)}</span>
          <Drop label={t('removeFile', { file: filename })} onClick={() => uploads.remove(ticket.id, id)} />
        </li>
      ))}
      {coming.map((upload) => (
        <ComingFile key={`upload-${upload.key}`} upload={upload} />
      ))}
    </ul>
  )
}

function ComingFile({ upload: { key, filename, size, progress, failure } }: { upload: Upload }) {
  const t = useT()
  const { uploads, i18n } = useDesk()
  const words = { max: `${maxFileBytes / 1024 / 1024} MB`, count: mostFiles }
  return (
    <li class={failure ? 'file file--failed' : 'file'}>
      <Icon name={failure ? 'alert' : 'file'} />
      <span class="file__name">{filename}</span>
      {failure ? (
        <span class="file__why" role="alert">
          {t(`file_${failure}`, words)}
        </span>
      ) : (
        <>
          <progress class="file__progress" value={progress} aria-label={t('uploading', { file: filename })} />
          <span class="file__size">{fileSize(size, i18n.language.value)}</span>
        </>
      )}
      <Drop
        label={t(failure ? 'removeFile' : 'cancelUpload', { file: filename })}
        onClick={() => uploads.cancel(key)}
      />
    </li>
  )
}

function Drop({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="tag__drop" aria-label={label} title={label} onClick={onClick}>
      <Icon name="close" size={12} />
    </button>
  )
}

/** What these files become by this channel, or why they cannot go. */
export function FilesNote({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { drafts, ways } = useDesk()
  const { channel } = ways.chosen(ticket)
  const { attachments } = drafts.of(ticket.id, 'reply').value
  const fault = filesFault(channel, attachments)
  if (fault === null)
    return attachments.length > 0 && channel === 'sms' ? <p class="files__note">{t('filesAsLinks')}</p> : null
  return (
    <p class="files__note files__note--fault" role="alert">
      <Icon name="alert" size={14} /> {t(fault)}
    </p>
  )
}

/** A chat and a form carry no files; the button says so. */
export function AttachButton({ ticket, onFiles }: { ticket: Ticket; onFiles: (files: FileList) => void }) {
  const t = useT()
  const { toasts, ways } = useDesk()
  const input = useRef<HTMLInputElement>(null)
  const isOff = !carriesFiles(ways.chosen(ticket).channel) || ways.isShut(ticket)
  return (
    <>
      <IconButton
        size="small"
        label={t(isOff ? 'noFilesHere' : 'attach')}
        aria-disabled={isOff}
        onClick={() =>
          isOff ? toasts.say({ words: 'noFilesHere', isTrouble: true }) : input.current?.click()
        }
      >
        <Icon name="clip" size={18} />
      </IconButton>
      <input
        type="file"
        multiple
        hidden
        ref={input}
        aria-label={t('attach')}
        onChange={({ currentTarget }) => {
          if (currentTarget.files) onFiles(currentTarget.files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
