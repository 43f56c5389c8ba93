import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { PanelProps } from './panel.tsx'
import { isAttended, whenAnswered } from './receipt.tsx'
import { refusedStart } from './state.ts'
import { maxTextLength, readContact } from './visitor.ts'

const fields = ['name', 'contact', 'question'] as const
type FieldName = (typeof fields)[number]
type Errors = Partial<Record<FieldName, string>>

/** Who asks, how to answer, and the question: nothing is created at the office before this is sent. */
export function Form(props: PanelProps) {
  const { state, office, ask, language, words, actions } = props
  const form = useRef<HTMLFormElement>(null)
  const asked = useRef('')
  const [errors, setErrors] = useState<Errors>({})
  const refused = refusedStart(state)
  const { visitor } = state

  useEffect(() => fieldNamed(refused ? 'question' : 'name')?.focus(), [])
  useEffect(() => {
    const question = fieldNamed('question')
    if (!question || !ask.text) return
    // What the citizen wrote is worth more than what a card on the page proposes.
    if (question.value === '' || question.value === asked.current) question.value = ask.text
    asked.current = ask.text
  }, [ask])

  function fieldNamed(name: FieldName): HTMLInputElement | HTMLTextAreaElement | null {
    return form.current?.querySelector(`[name=${name}]`) ?? null
  }

  function submit(event: Event): void {
    event.preventDefault()
    const data = new FormData(form.current ?? undefined)
    const valueOf = (name: FieldName) => String(data.get(name) ?? '').trim()
    const [name, text, contact] = [valueOf('name'), valueOf('question'), readContact(valueOf('contact'))]
    const topic = String(data.get('topic') ?? '')
    const found: Errors = {
      ...(name === '' && { name: words('nameMissing') }),
      ...(contact === null && { contact: words('contactWrong') }),
      ...(text === '' && { question: words('questionMissing') }),
      ...(text.length > maxTextLength && {
        question: words('tooLong', { length: text.length, most: maxTextLength }),
      }),
    }
    setErrors(found)
    const wrong = fields.find((name) => found[name] !== undefined)
    if (wrong) fieldNamed(wrong)?.focus()
    else actions.begin({ name, ...contact, ...(topic && { topic }) }, text)
  }

  return (
    <div class="form">
      <h2>{words('greeting')}</h2>
      <p class="form__more">
        {whenAnswered(props)}{' '}
        {!isAttended(props) && (office?.email ?? office?.sms ?? office?.whatsapp) && words('writeAnyway')}
      </p>
      {refused && (
        <p class="notice notice--danger" role="alert">
          <Icon name="alert" />{' '}
          {refused.failure?.code === 'blocked'
            ? words('blocked', { phone: office?.phone ?? '' })
            : words('startRefused')}
        </p>
      )}
      <form ref={form} noValidate onSubmit={submit}>
        <Field name="name" label={words('name')} error={errors.name}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="name"
              maxLength={100}
              required
              defaultValue={visitor?.name}
            />
          )}
        </Field>
        <Field name="contact" label={words('contact')} hint={words('contactHint')} error={errors.contact}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="email"
              maxLength={254}
              placeholder={words('contactExample')}
              defaultValue={visitor?.email ?? visitor?.phone}
            />
          )}
        </Field>
        {office && (
          <div class="field">
            <label class="field__label" for="topic">
              {words('topic')}
            </label>
            <select id="topic" name="topic" class="input">
              <option value="">{words('noTopic')}</option>
              {office.topics.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title[language]}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field name="question" label={words('question')} error={errors.question}>
          {(control) => (
            <textarea
              {...control}
              class="input"
              rows={3}
              required
              placeholder={words('questionExample')}
              defaultValue={refused?.text}
            />
          )}
        </Field>
        <button type="submit" class="button button--primary form__send">
          <Icon name="send" size={18} /> {words('begin')}
        </button>
        <p class="form__consent">
          {words('consent')}{' '}
          <a href={`/privasi?lang=${language}`} target="_blank" rel="noopener">
            {words('privacy')}
          </a>
        </p>
      </form>
    </div>
  )
}

interface FieldProps {
  name: FieldName
  label: string
  hint?: string
  error: string | undefined
  children: (control: object) => ComponentChildren
}

function Field({ name, label, hint, error, children }: FieldProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label class="field__label" for={name}>
        {label}
      </label>
      {children({
        id: name,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p class="field__hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field__error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
