import { render } from 'preact'
import '../shared/base.css'
import '../shared/document.css'
import '../shared/components.css'
import './styles/console.css'
import { App } from './components/app.tsx'
import { ShellContext } from './contexts.ts'
import { createShell } from './shell.ts'

const shell = createShell()
void shell.session.restore()
render(
  <ShellContext.Provider value={shell}>
    <App />
  </ShellContext.Provider>,
  document.getElementById('app')!,
)
