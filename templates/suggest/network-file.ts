/** The trained network on disk: a line of JSON that says what follows, then the tables one after another. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createNetwork, headCount, type Network, type Weights } from './network.ts'

const networkPath = join(import.meta.dirname, 'trained', 'network.bin')
const newline = 0x0a

interface Header {
  services: string[]
  features: number
  hidden: number
}

/** Reads what `npm run build` trained. Throws one sentence when it is not there. */
export function loadNetwork(path = networkPath): Network {
  let file: Buffer
  try {
    file = readFileSync(path)
  } catch (cause) {
    throw new Error('The suggester is not trained: run `npm start`, or `npm run build` once.', { cause })
  }
  return createNetwork(parse(file))
}

export function saveNetwork(weights: Weights, path: string): void {
  const { services, space, hidden } = weights
  const header: Header = { services: [...services], features: space.keys.length, hidden }
  const parts = tablesOf(header).map(({ name }) => bytesOf(tableIn(weights, name)))
  // Renamed into place: somebody may be reading, or training at the same time.
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts]))
  renameSync(aside, path)
}

function parse(file: Buffer): Weights {
  const end = file.indexOf(newline)
  const header = JSON.parse(file.toString('utf8', 0, end)) as Header
  let at = end + 1
  const tables = Object.fromEntries(
    tablesOf(header).map(({ name, length, Type }) => {
      // Copied, since a table may begin at any byte and a typed array may not.
      const bytes = Uint8Array.prototype.slice.call(file, at, at + length * Type.BYTES_PER_ELEMENT)
      at += bytes.length
      return [name, new Type(bytes.buffer)]
    }),
  ) as unknown as Record<TableName, never>
  const { keys, idf, ...rest } = tables
  return { services: header.services, hidden: header.hidden, space: { keys, idf }, ...rest }
}

type TableName = 'keys' | 'idf' | Exclude<keyof Weights, 'services' | 'space' | 'hidden'>

function tablesOf({ services, features, hidden }: Header) {
  const outputs = services.length + headCount
  return [
    { name: 'keys', length: features, Type: Uint32Array },
    { name: 'idf', length: features, Type: Float32Array },
    { name: 'inward', length: features * hidden, Type: Int8Array },
    { name: 'inwardScale', length: features, Type: Float32Array },
    { name: 'direct', length: features * headCount, Type: Int8Array },
    { name: 'directScale', length: features, Type: Float32Array },
    { name: 'outward', length: outputs * hidden, Type: Float32Array },
    { name: 'bias', length: outputs, Type: Float32Array },
  ] as const
}

function tableIn({ space, ...tables }: Weights, name: TableName): NodeJS.TypedArray {
  return name === 'keys' || name === 'idf' ? space[name] : tables[name]
}

function bytesOf(table: NodeJS.TypedArray): Buffer {
  return Buffer.from(table.buffer, table.byteOffset, table.byteLength)
}
