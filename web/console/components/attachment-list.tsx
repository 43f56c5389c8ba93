import type { Attachment } from '../../../server/wire.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { fileSize } from '../lib/file-size.ts'

export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  const t = useT()
  const { i18n } = useDesk()
  if (attachments.length === 0) return null
  return (
    <ul role="list" class="attachments" aria-label={t('attachments')}>
      {attachments.map(({ id, filename, url, size }) => (
        <li key={id}>
          <a class="attachment" href={url} download={filename}>
            <Icon name="file" />
            <span class="attachment__name">{filename}</span>
            <span class="attachment__size">{fileSize(size, i18n.language.value)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
