import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Selection } from '../store/cursor.ts'

/**
 * Keeps a text field in step with its text. What comes with a wanted cursor is typed into the field, so that
 * the browser's own undo takes it back; setting `value` would forget every step before it.
 */
export function useFieldText(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  wanted: Selection | null,
): void {
  const followed = useRef(wanted)
  useLayoutEffect(() => {
    const { current } = field
    if (!current) return
    const isWanted = wanted !== null && wanted !== followed.current
    followed.current = wanted
    if (isWanted) current.focus({ preventScroll: true })
    if (current.value !== text && !(isWanted && typeOver(current, text))) current.value = text
    if (isWanted) current.setSelectionRange(wanted.start, wanted.end)
  }, [field, text, wanted])
}

/** Types what differs. The command is out of fashion, and still the only one whose work can be undone. */
function typeOver(field: HTMLTextAreaElement, text: string): boolean {
  const { value } = field
  const most = Math.min(value.length, text.length)
  let start = 0
  while (start < most && value[start] === text[start]) start += 1
  let kept = 0
  while (kept < most - start && value.at(-1 - kept) === text.at(-1 - kept)) kept += 1
  field.setSelectionRange(start, value.length - kept)
  const typed = text.slice(start, text.length - kept)
  document.execCommand(typed === '' ? 'delete' : 'insertText', false, typed)
  return field.value === text
}
