import type { ComponentChildren, ButtonHTMLAttributes } from 'preact'

interface ButtonProps extends Omit<ButtonHTMLAttributes, 'class' | 'size' | 'icon'> {
  look?: 'plain' | 'primary' | 'quiet'
  size?: 'normal' | 'small'
  class?: string
  children?: ComponentChildren
}

export function Button({
  look = 'plain',
  size = 'normal',
  class: extra,
  type,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type={type ?? 'button'} class={classes(look, size, extra)} {...rest}>
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonProps {
  /** The accessible name; also the tooltip. */
  label: string
}

/** A button that shows an icon only, so its name is not optional. */
export function IconButton({ label, look = 'quiet', class: extra, children, ...rest }: IconButtonProps) {
  return (
    <Button
      look={look}
      class={`button--icon ${extra ?? ''}`.trim()}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </Button>
  )
}

function classes(look: string, size: string, extra?: string): string {
  return ['button', look !== 'plain' && `button--${look}`, size === 'small' && 'button--small', extra]
    .filter(Boolean)
    .join(' ')
}
