import type { ComponentChildren } from 'preact'

export type Tone = 'plain' | 'brand' | 'accent' | 'danger' | 'success' | 'note'

export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ComponentChildren
}) {
  return (
    <span class={tone === 'plain' ? 'badge' : `badge badge--${tone}`} title={title}>
      {children}
    </span>
  )
}
