// `npm run check`: format, lint, types, import directions, and the answer library.
import { install, run } from './prepare.mjs'

await install({ withDev: true })
const checks = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  imports: ['bin/imports.mjs'],
  answers: ['server/cli.ts', 'answers', 'lint'],
}
for (const [name, args] of Object.entries(checks)) {
  console.error(`check: ${name}`)
  await run(args)
}
