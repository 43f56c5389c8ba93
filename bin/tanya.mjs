#!/usr/bin/env node
// `npx tanya …`: the operator's command line.
import { join } from 'node:path'
import { become, build, install } from './prepare.mjs'
import { serverDir, serverFlags } from './server-process.mjs'

await install({ withDev: false })
await build(...(process.argv[2] === 'serve' ? [] : ['server', 'suggester']))
await become([...serverFlags, join(serverDir, 'cli.js'), ...process.argv.slice(2)])
