import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'

const mostTags = 20

export function TagField({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { changeTicket } = useDesk()
  const set = (tags: string[]) => void changeTicket({ tags }, { tags })
  const add = (field: HTMLInputElement) => {
    const tag = field.value.trim()
    field.value = ''
    if (tag && !ticket.tags.includes(tag) && ticket.tags.length < mostTags) set([...ticket.tags, tag])
  }
  return (
    <div class="tags">
      <Field label={t('tags')}>
        {(control) => (
          <input
            {...control}
            class="input"
            placeholder={t('addTag')}
            maxLength={50}
            autocomplete="off"
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add(event.currentTarget)
            }}
            onBlur={(event) => add(event.currentTarget)}
          />
        )}
      </Field>
      {ticket.tags.length > 0 && (
        <ul role="list" class="tags__list" aria-label={t('tags')}>
          {ticket.tags.map((tag) => (
            <li key={tag} class="tag">
              {tag}
              <button
                type="button"
                class="tag__drop"
                aria-label={t('removeTag', { tag })}
                onClick={() => set(ticket.tags.filter((other) => other !== tag))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
