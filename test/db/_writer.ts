/** Writes rows without end and prints each name once its write is acknowledged. Killed by the test that starts it. */
import { openDb } from '../../db/index.ts'
import { writeSetting } from '../../db/settings.ts'

const [url = '', run = ''] = process.argv.slice(2)
const db = openDb(url)

async function writeWithoutEnd(writer: number): Promise<void> {
  for (let i = 0; ; i++) {
    const name = `${run}.${writer}.${i}`
    await db.write((tx) => writeSetting(tx, name, 'x'.repeat(500)))
    process.stdout.write(`${name}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => writeWithoutEnd(writer)))
