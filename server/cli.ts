/** `tanya`: the operator's command line. Each command opens only what it needs. */
import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agentCommands } from './cli/agents.ts'
import { answerCommands } from './cli/answers.ts'
import { backupCommands } from './cli/backup.ts'
import { doctorCommand } from './cli/doctor.ts'
import { mailCommands } from './cli/mail.ts'
import { simulateCommand } from './cli/simulate.ts'
import { keepToOneself } from './keep-to-oneself.ts'
import { sayAndExit } from './say.ts'

keepToOneself()
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  version: string
}
const program = new Command('tanya')
  .description('The helpdesk of a permit office: operator’s command line')
  .version(version)
program
  .command('serve')
  .description('run the server (what `npm start` runs once built)')
  .action(async () => (await import('./main.ts')).serve())
for (const add of [
  answerCommands,
  mailCommands,
  agentCommands,
  simulateCommand,
  doctorCommand,
  backupCommands,
])
  add(program)
program.parseAsync().catch(sayAndExit)
