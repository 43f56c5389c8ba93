import type { Ticket } from '../../../server/wire/ticket.ts'
import type { WhatsappTemplate } from '../../../server/wire/whatsapp-template.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { templateText } from '../lib/template-text.ts'
import { Pick } from './pick.tsx'

/** In place of the text field once WhatsApp's 24 hours are over: which approved words, and what is filled into them. */
export function TemplateWriter({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { ways, drafts, i18n } = useDesk()
  const templates = ways.templates.value
  const language = i18n.language.value
  const choice = drafts.of(ticket.id, 'reply').value.template
  const template = templates.find(({ id }) => id === choice?.id)
  const choose = (id: string) => {
    const next = templates.find((one) => one.id === id)
    const variables = next?.variables.map(({ fill }) => filling(ticket, fill)) ?? []
    drafts.change(ticket.id, 'reply', { template: next ? { id, variables } : null })
  }
  return (
    <div class="template">
      <p class="template__why">
        <Icon name="clock" size={14} /> {t(templates.length > 0 ? 'windowShut' : 'windowShutNoTemplate')}
      </p>
      {templates.length > 0 && (
        <Pick
          label={t('template')}
          value={template?.id ?? ''}
          options={[
            ...(template ? [] : [{ value: '', label: t('templateChoose') }]),
            ...templates.map(({ id, title }) => ({ value: id, label: title[language] })),
          ]}
          onPick={choose}
        />
      )}
      {template && choice && (
        <>
          {template.variables.map((variable, index) => (
            <Variable
              key={`${template.id}-${index}`}
              name={variable.name[language]}
              value={choice.variables[index] ?? ''}
              onChange={(value) =>
                drafts.change(ticket.id, 'reply', {
                  template: { id: choice.id, variables: choice.variables.with(index, value) },
                })
              }
            />
          ))}
          <blockquote class="template__text" dir="auto" lang={template.language}>
            {templateText(template, choice.variables)}
          </blockquote>
        </>
      )}
    </div>
  )
}

function Variable({
  name,
  value,
  onChange,
}: {
  name: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <label class="template__variable">
      <span>{name}</span>
      <input
        type="text"
        maxLength={300}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  )
}

function filling({ contact, number }: Ticket, fill: WhatsappTemplate['variables'][number]['fill']): string {
  if (fill === 'ticketNumber') return number
  return fill === 'contactName' ? (contact.name ?? '') : ''
}
