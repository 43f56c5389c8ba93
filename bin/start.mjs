// `npm start`: the whole product on its defaults, from a fresh clone, with one command.
import { join } from 'node:path'
import { become, build, install, root } from './prepare.mjs'

install({ withDev: false })
await build()
become([join(root, 'server', 'main.ts')])
