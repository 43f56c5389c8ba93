import { useDesk, useT } from '../contexts.ts'

/** Whether chats may call. What is in hand stays either way. */
export function AvailabilitySwitch() {
  const t = useT()
  const { duty } = useDesk()
  const isAvailable = duty.me.value.availability === 'available'
  const words = t(isAvailable ? 'available' : 'away')
  return (
    <button
      type="button"
      role="switch"
      class="availability"
      aria-checked={isAvailable}
      title={`${words}. ${t(isAvailable ? 'availableHint' : 'awayHint')}`}
      onClick={() => duty.setAvailability(isAvailable ? 'away' : 'available')}
    >
      <span class="availability__dot" aria-hidden="true" />
      <span class="visually-hidden">{t('takingChats')}: </span>
      <span class="availability__words">{words}</span>
      <span class="availability__track" aria-hidden="true" />
    </button>
  )
}
