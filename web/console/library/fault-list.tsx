import type { Fault } from '../../../server/wire/source-file.ts'
import { Icon } from '../../shared/icon.tsx'
import { useWords } from './use-words.ts'

interface FaultListProps {
  faults: Fault[]
  /** The file being edited: a fault of another one has no line here. */
  path: string
  onGoTo?: (line: number) => void
}

/** What the linter found, each with the way to its line. */
export function FaultList({ faults, path, onGoTo }: FaultListProps) {
  const t = useWords()
  return (
    <div role="status">
      {faults.length > 0 && (
        <div class="notice notice--danger answers__notice faults" tabIndex={-1}>
          <Icon name="alert" />
          <div>
            <p class="faults__title">{t('faultCount', { count: faults.length })}</p>
            <ul class="answers__points">
              {faults.map(({ file, line, message }, at) => (
                <li key={at}>
                  {message}{' '}
                  {line > 0 && file === path && onGoTo && (
                    <button
                      type="button"
                      class="link"
                      aria-label={t('goToLine', { line })}
                      onClick={() => onGoTo(line)}
                    >
                      {t('faultLine', { line })}
                    </button>
                  )}
                  {file !== '' && file !== path && (
                    <code>
                      {file}:{line}
                    </code>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  )
}
