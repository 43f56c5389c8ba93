import type { Command } from 'commander'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { addAgent, createApiToken } from '../auth.ts'
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
      const password = process.stdin.isTTY
        ? await askHidden('Password: ')
        : (await text(process.stdin)).replace(/\r?\n$/, '')
      await withDb((db) => addAgent(db, { email, name, role, password }))
      console.log(`${role} ${email} added`)
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
