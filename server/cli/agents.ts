import type { Command } from 'commander'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { listAllAgents } from '../../db/agents.ts'
import { addAgent, createApiToken, setActive, setPassword } from '../auth/accounts.ts'
import { withDb } from './office.ts'

export function agentCommands(program: Command): void {
  const agent = program.command('agent').description('colleagues')
  agent
    .command('add')
    .argument('<email>')
    .requiredOption('--name <name>', 'full name')
    .requiredOption('--role <role>', 'admin or agent')
    .description('add a colleague; asks for the password, or reads it from standard input')
    .action(async (email: string, { name, role }: { name: string; role: string }) => {
      if (role !== 'admin' && role !== 'agent') throw new Error('--role must be admin or agent.')
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error('This is not a mail address.')
      const password = await readPassword('Password: ')
      await withDb((db) => addAgent(db, { email, name, role, password }), { mayCreate: true })
      console.log(`${role} ${email} added`)
    })
  agent
    .command('list')
    .description('who may sign in, and who no longer may')
    .action(async () => {
      for (const { email, name, role, is_active } of await withDb((db) => listAllAgents(db.read)))
        console.log([email, role, is_active === 1 ? 'active' : 'disabled', name].join('  '))
    })
  agent
    .command('password')
    .argument('<email>')
    .description('set a new password, asked for or read from standard input; ends the agent’s sessions')
    .action(async (email: string) => {
      const password = await readPassword('New password: ')
      await withDb((db) => setPassword(db, email, password))
      console.log(`${email} has a new password`)
    })
  agent
    .command('disable')
    .argument('<email>')
    .description('let a colleague in no longer; what they wrote stays')
    .action(async (email: string) => {
      await withDb((db) => setActive(db, email, false))
      console.log(`${email} may no longer sign in`)
    })
  agent
    .command('enable')
    .argument('<email>')
    .description('let a colleague in again')
    .action(async (email: string) => {
      await withDb((db) => setActive(db, email, true))
      console.log(`${email} may sign in`)
    })

  const token = program.command('token').description('API tokens')
  token
    .command('create')
    .requiredOption('--agent <email>', 'whose token it is')
    .description('print an API token; it is shown once')
    .action(async (options: { agent: string }) => {
      console.log(await withDb((db) => createApiToken(db, options.agent)))
    })
}

/** Asks whoever sits at the terminal; else standard input is the password. */
async function readPassword(question: string): Promise<string> {
  return process.stdin.isTTY ? askHidden(question) : (await text(process.stdin)).replace(/\r?\n$/, '')
}

/** Asks without showing what is typed. */
async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
