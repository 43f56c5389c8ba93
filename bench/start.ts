/** The second start, as `npm start` does it: from spawn to the greeting, and the memory it then holds. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir } from './office.ts'
import { median } from './statistics.ts'

const rounds = 3
const settleMs = 2000

export const start: Benchmark = async (say) => {
  const dataDir = makeDataDir()
  try {
    await (await openOffice(dataDir)).stop()
    const startsMs: number[] = []
    let residentBytes = NaN
    for (let round = 1; round <= rounds; round++) {
      const office = await openOffice(dataDir, {}, 'bin/start.mjs')
      startsMs.push(office.startedInMs)
      if (round === rounds) {
        await pause(settleMs)
        residentBytes = await residentMemory(office.url)
      }
      await office.stop()
      say(`start ${round} of ${rounds} took ${(office.startedInMs / 1000).toFixed(2)} s`)
    }
    return [
      { name: 'second start, median', value: median(startsMs) / 1000, unit: 's', target: '< 2' },
      { name: 'resident memory, idle', value: residentBytes / 1024 / 1024, unit: 'MiB' },
    ]
  } finally {
    removeDataDir(dataDir)
  }
}

async function residentMemory(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? NaN)
}
