// `npm run bench -- [NAME…] [--json FILE]`: every benchmark, or those named.
import { become, build, install, root } from './prepare.mjs'
import { join } from 'node:path'

install({ withDev: true })
await build()
become([join(root, 'bench', 'main.ts'), ...process.argv.slice(2)])
