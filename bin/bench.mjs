// `npm run bench -- [NAME…] [--json FILE]`: every benchmark, or those named.
import { become, build, install, root } from './prepare.mjs'
import { join } from 'node:path'

await install({ withDev: true })
await build()
await become([join(root, 'bench', 'main.ts'), ...process.argv.slice(2)])
