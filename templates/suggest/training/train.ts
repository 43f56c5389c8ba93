/** Trains the suggester: `npm run build` calls it when examples, catalogue or the code that reads them changed. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readCatalogue } from '../../catalogue.ts'
import { LibraryError } from '../../fault.ts'
import { readSources } from '../../sources.ts'
import { saveNetwork } from '../network-file.ts'
import { examplesDir, readExamples } from './examples.ts'
import { fit } from './fit.ts'

const { entries, faults } = readCatalogue(readSources())
if (faults.length > 0) throw new LibraryError(faults)
const services = new Map([...entries].map(([id, { service }]) => [id, service]))
const path = join(import.meta.dirname, '..', 'trained', 'network.bin')
mkdirSync(dirname(path), { recursive: true })
saveNetwork(fit(readExamples(examplesDir, services), services.values()), path)
