// `npm start`: the whole product on its defaults, from a fresh clone, with one command.
import { join } from 'node:path'
import { become, build, install, root } from './prepare.mjs'
import { serverFlags } from './server-process.mjs'

await install({ withDev: false })
await build()
await become([...serverFlags, join(root, 'server', 'main.ts')])
