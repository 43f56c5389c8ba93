/** How much a visitor costs who has asked and now waits: the server's memory with many of them on the line. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { openRoom } from './chat-load.ts'
import type { Measured } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir } from './office.ts'

const visitors = 5_000
const roomMb = 512
const settleMs = 5_000

/** Opens `visitors` conversations and reckons from there how many would fit. Linux only: reads /proc. */
export async function idleVisitors(say: (progress: string) => void): Promise<Measured[]> {
  const dataDir = makeDataDir()
  const office = await openOffice(dataDir)
  try {
    const room = await openRoom(office.url, await office.signIn())
    await room.fill(50)
    const before = residentMb(office.pid)
    say(`${visitors} visitors ask, and wait`)
    await room.fill(visitors)
    await pause(settleMs)
    const after = residentMb(office.pid)
    room.close()
    const eachMb = (after - before) / (visitors - 50)
    return [
      { name: `memory with ${visitors} idle visitors`, value: after, unit: 'MB', target: `≤ ${roomMb}` },
      { name: 'memory an idle visitor', value: eachMb * 1024, unit: 'KB' },
      {
        name: `idle visitors in ${roomMb} MB, reckoned`,
        value: Math.floor(visitors + (roomMb - after) / eachMb),
        unit: '',
        target: '≥ 5,000',
      },
    ]
  } finally {
    await office.stop()
    removeDataDir(dataDir)
  }
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
