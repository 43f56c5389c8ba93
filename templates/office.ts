import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseYaml, type YamlFile } from './yaml-file.ts'

const Line = z.string().trim().min(1)
const OfficeFile = z.strictObject({
  name: Line,
  shortName: Line,
  helpdesk: Line,
  phone: Line,
  mailbox: z.email(),
  site: Line,
  hours: z.strictObject({ id: Line, en: Line }),
})

/** What answers say about the office itself. */
export type Office = z.infer<typeof OfficeFile>

export function readOffice(dir: string): YamlFile<Office> & { source: string } {
  const path = join(dir, 'office.yaml')
  const source = readFileSync(path, 'utf8')
  return { ...parseYaml(path, source, OfficeFile), source }
}
