import { render } from 'preact'
import '../shared/base.css'
import '../shared/components.css'
import { Button } from '../shared/button.tsx'

render(<Button look="primary">Tanya</Button>, document.getElementById('app')!)
