// `npm start`: the whole product on its defaults, from a fresh clone, with one command.
import { join } from 'node:path'
import { become, build, install } from './prepare.mjs'
import { serverDir, serverFlags } from './server-process.mjs'

await install({ withDev: false })
await build()
await become([...serverFlags, join(serverDir, 'main.js')])
