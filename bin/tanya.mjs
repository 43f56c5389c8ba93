#!/usr/bin/env node
// `npx tanya …`: the operator's command line.
import { join } from 'node:path'
import { become, buildWeb, install, root } from './prepare.mjs'

install({ withDev: false })
if (process.argv[2] === 'serve') buildWeb()
become([join(root, 'server', 'cli.ts'), ...process.argv.slice(2)])
