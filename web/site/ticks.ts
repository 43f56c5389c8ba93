import type { Code } from './language.ts'

const words = {
  id: (ready: number, all: number) => (ready < all ? `${ready} dari ${all} siap` : `Semua ${all} siap`),
  en: (ready: number, all: number) => (ready < all ? `${ready} of ${all} ready` : `All ${all} ready`),
} satisfies Record<Code, object>

/** Keeps on this device which requirements are ready, and counts them. */
export function createTicks(page: Document, code: Code): void {
  const service = page.querySelector<HTMLElement>('[data-service]')?.dataset.service
  const ready = page.querySelector<HTMLElement>('[data-ready]')
  const boxes = [...page.querySelectorAll<HTMLInputElement>('.ticks input')]
  const clear = ready?.querySelector('button')
  if (!service || !ready || boxes.length === 0) return

  const kept = recall(service)
  for (const box of boxes) {
    box.checked = kept.includes(box.value)
    box.addEventListener('change', changed)
  }
  clear?.addEventListener('click', () => {
    for (const box of boxes) box.checked = false
    changed()
    boxes[0]?.focus()
  })
  ready.hidden = false
  show()

  function changed(): void {
    remember(service ?? '', ticked())
    show()
  }

  function show(): void {
    const count = ticked().length
    const line = ready?.querySelector('p')
    if (line) line.textContent = words[code](count, boxes.length)
    ready?.querySelector('progress')?.setAttribute('value', String(count))
    clear?.toggleAttribute('hidden', count === 0)
  }

  function ticked(): string[] {
    return boxes.filter(({ checked }) => checked).map(({ value }) => value)
  }
}

const keyOf = (service: string) => `tanya.ready.${service}`

/** Storage throws where it is blocked; then the ticks last as long as the page. */
function recall(service: string): string[] {
  try {
    return (localStorage.getItem(keyOf(service)) ?? '').split(' ')
  } catch {
    return []
  }
}

function remember(service: string, ticked: string[]): void {
  try {
    if (ticked.length > 0) localStorage.setItem(keyOf(service), ticked.join(' '))
    else localStorage.removeItem(keyOf(service))
  } catch {
    // Nothing is lost but the memory of the ticks.
  }
}
