import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

const follows = [
  { status: 'solved', label: 'sendAndSolve', icon: 'check' },
  { status: 'pending', label: 'sendAndWait', icon: 'person' },
] as const

interface SendButtonProps {
  ticket: Ticket
  isOff: boolean
}

/** Sends; beside it, what often follows at once. */
export function SendButton({ ticket, isOff }: SendButtonProps) {
  const t = useT()
  const { composer, solving, later } = useDesk()
  const isOpen = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const close = () => {
    isOpen.value = false
    root.current?.querySelector<HTMLElement>('.split__more')?.focus()
  }
  const sendAnd = async (status: (typeof follows)[number]['status']) => {
    isOpen.value = false
    // An answer makes a new ticket an open one.
    const answered = { ...ticket, status: ticket.status === 'new' ? 'open' : ticket.status } as const
    if (!(await composer.send({ thenStatus: status }))) return
    if (later.undoable.peek()?.ticketId === ticket.id) solving.goOn(answered, status)
    else solving.follow(answered, status)
  }
  const sendLater = () => {
    // The dialog gives the focus back to what had it.
    close()
    later.ask({ sendAt: null, onChosen: (sendAt) => void composer.send({ sendAt }) })
  }
  return (
    <div
      class="split"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen.value) return
        event.preventDefault()
        close()
      }}
      onFocusOut={({ relatedTarget }) => {
        if (!root.current?.contains(relatedTarget as Node | null)) isOpen.value = false
      }}
    >
      <Button look="primary" class="split__main" aria-disabled={isOff} onClick={() => composer.send()}>
        <Icon name="send" /> {t('send')}
      </Button>
      <IconButton
        look="primary"
        class="split__more"
        label={t('sendOptions')}
        aria-expanded={isOpen.value}
        aria-disabled={isOff}
        onClick={() => (isOpen.value = !isOpen.value && !isOff)}
      >
        <Icon name="down" />
      </IconButton>
      {isOpen.value && (
        <ul role="list" class="menu">
          {follows.map(({ status, label, icon }) => (
            <li key={status}>
              <button type="button" class="menu__item" onClick={() => sendAnd(status)}>
                <Icon name={icon} /> {t(label)}
              </button>
            </li>
          ))}
          {ticket.channel !== 'chat' && (
            <li class="menu__apart">
              <button type="button" class="menu__item" onClick={sendLater}>
                <Icon name="clock" /> {t('sendLater')}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
