import type { Attachment } from '../../../server/wire/attachment.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { fileSize } from '../lib/file-size.ts'

/** Pictures the server shows in place; all others it hands out for download only. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  const t = useT()
  if (attachments.length === 0) return null
  return (
    <ul role="list" class="attachments" aria-label={t('attachments')}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          {attachment.infected !== undefined ? (
            <Infected of={attachment} />
          ) : pictures.has(attachment.contentType) ? (
            <Picture of={attachment} />
          ) : (
            <>
              {attachment.contentType.startsWith('audio/') && <Sound of={attachment} />}
              <File of={attachment} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Picture({ of: { url, filename } }: { of: Attachment }) {
  return (
    <a class="attachment-picture" href={url} target="_blank" rel="noopener" title={filename}>
      <img src={url} alt={filename} loading="lazy" />
    </a>
  )
}

function Sound({ of: { url, filename } }: { of: Attachment }) {
  return <audio class="attachment-sound" controls preload="none" src={url} aria-label={filename} />
}

/** It is handed out to nobody: there is nothing to press. */
function Infected({ of: { filename, infected = '' } }: { of: Attachment }) {
  const t = useT()
  return (
    <p class="attachment attachment--infected">
      <Icon name="alert" />
      <span class="attachment__name">{filename}</span>
      <span>{t('infected', { found: infected })}</span>
    </p>
  )
}

function File({ of: { url, filename, size } }: { of: Attachment }) {
  const { i18n } = useDesk()
  return (
    <a class="attachment" href={url} download={filename}>
      <Icon name="file" />
      <span class="attachment__name">{filename}</span>
      <span class="attachment__size">{fileSize(size, i18n.language.value)}</span>
    </a>
  )
}
