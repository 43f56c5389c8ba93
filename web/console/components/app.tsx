import { useEffect, useMemo } from 'preact/hooks'
import type { Agent } from '../../../server/wire/agent.ts'
import { Button } from '../../shared/button.tsx'
import { DeskContext, useShell, useT } from '../contexts.ts'
import { createDesk } from '../desk.ts'
import { SignIn } from './sign-in.tsx'
import { Workspace } from './workspace.tsx'

export function App() {
  const { session } = useShell()
  const state = session.state.value
  if (state.kind === 'in') return <SignedIn key={state.agent.id} agent={state.agent} />
  if (state.kind === 'out') return <SignIn wasIn={state.wasIn} />
  return <Splash isLost={state.kind === 'unreachable'} />
}

function SignedIn({ agent }: { agent: Agent }) {
  const shell = useShell()
  const desk = useMemo(() => createDesk(shell, agent), [shell, agent])
  useEffect(() => desk.start(), [desk])
  return (
    <DeskContext.Provider value={desk}>
      <Workspace />
    </DeskContext.Provider>
  )
}

function Splash({ isLost }: { isLost: boolean }) {
  const t = useT()
  const { session } = useShell()
  return (
    <main class="splash">
      {isLost ? (
        <>
          <p role="alert">{t('unreachable')}</p>
          <Button onClick={() => session.restore()}>{t('retry')}</Button>
        </>
      ) : (
        <p>{t('loading')}</p>
      )}
    </main>
  )
}
