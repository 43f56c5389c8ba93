import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'

export function CopyableCommand({ command, label }: { command: string; label: string }) {
  const t = useT()
  const isCopied = useSignal(false)
  const code = useRef<HTMLPreElement>(null)
  const copy = async () => {
    // The clipboard wants HTTPS or localhost; elsewhere the text is selected and Ctrl+C does it.
    const copied = await navigator.clipboard?.writeText(command).then(
      () => true,
      () => false,
    )
    if (!copied && code.current) getSelection()?.selectAllChildren(code.current)
    isCopied.value = copied === true
  }
  return (
    <div class="command">
      <pre class="command__text" ref={code} tabIndex={0} role="region" aria-label={label}>
        <code>{command}</code>
      </pre>
      <Button size="small" class="command__copy" aria-label={label} onClick={copy}>
        <Icon name={isCopied.value ? 'check' : 'copy'} />
        <span role="status">{t(isCopied.value ? 'copied' : 'copy')}</span>
      </Button>
    </div>
  )
}
