// `npm run check`: format, lint, types, import directions, and the answer library.
import { install, run } from './prepare.mjs'

await install({ withDev: true })
// What did not change since the last time is not looked at again; `npm ci` forgets all of it.
const cache = 'node_modules/.cache/check'
const checks = {
  format: [
    ...['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/prettier`],
  ],
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  types: [
    ...['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
    ...['--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`],
  ],
  imports: ['bin/imports.mjs'],
  answers: ['server/cli.ts', 'answers', 'lint'],
}
for (const [name, args] of Object.entries(checks)) {
  console.error(`check: ${name}`)
  await run(args)
}
