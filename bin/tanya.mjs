#!/usr/bin/env node
// `npx tanya …`: the operator's command line.
import { join } from 'node:path'
import { become, build, install, root } from './prepare.mjs'
import { serverFlags } from './server-process.mjs'

await install({ withDev: false })
await build(...(process.argv[2] === 'serve' ? [] : ['suggester']))
await become([...serverFlags, join(root, 'server', 'cli.ts'), ...process.argv.slice(2)])
