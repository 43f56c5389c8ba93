/** Citizen → stored → agent's screen, against a bare Socket.IO relay that stores nothing. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openRoom, type Latency, type Room } from './chat-load.ts'
import type { Benchmark, Measured } from './figures.ts'
import { idleVisitors } from './idle.ts'
import { makeDataDir, openOffice, removeDataDir, type Office } from './office.ts'

const perSecond = 200
const visitors = 500
const seconds = 12
const ceilingStepSeconds = 2
const mostPerSecond = 12_800
const longestP99Ms = 250

export const chat: Benchmark = async (say) => {
  const dataDir = makeDataDir()
  const relay = fork(join(import.meta.dirname, 'relay.ts'))
  let office: Office | undefined
  try {
    const [relayPort] = (await once(relay, 'message')) as [number]
    office = await openOffice(dataDir)
    const bare = await measure(await openRoom(`http://127.0.0.1:${relayPort}`, ''), say, 'relay')
    const ours = await measure(await openRoom(office.url, await office.signIn()), say, 'Tanya')
    return [
      ...latencyFigures('citizen → stored → agent', ours.latency),
      ...latencyFigures('bare relay', bare.latency),
      {
        name: 'p99 against the relay',
        value: ours.latency.p99Ms / bare.latency.p99Ms,
        unit: '×',
        target: '≤ 3',
      },
      { name: `most before p99 passes ${longestP99Ms} ms`, value: ours.most, unit: 'messages/s' },
      { name: 'the same, bare relay', value: bare.most, unit: 'messages/s' },
      { name: 'most against the relay', value: (100 * ours.most) / bare.most, unit: '%', target: '≥ 20' },
      ...(await idleVisitors(say)),
    ]
  } finally {
    relay.disconnect()
    await office?.stop()
    removeDataDir(dataDir)
  }
}

async function measure(
  room: Room,
  say: (progress: string) => void,
  who: string,
): Promise<{ latency: Latency; most: number }> {
  try {
    say(`${who}: ${visitors} visitors begin`)
    await room.fill(visitors)
    await room.run(perSecond, 2)
    const latency = await room.run(perSecond, seconds)
    say(`${who}: p99 ${latency.p99Ms.toFixed(1)} ms at ${perSecond} messages/s`)
    const most = await findCeiling(room)
    say(`${who}: up to ${most} messages/s`)
    return { latency, most }
  } finally {
    room.close()
  }
}

/** Doubles until too slow, then halves the gap twice. */
async function findCeiling(room: Room): Promise<number> {
  const holds = async (rate: number) => (await room.run(rate, ceilingStepSeconds)).p99Ms <= longestP99Ms
  let good = perSecond
  while (good < mostPerSecond && (await holds(good * 2))) good *= 2
  if (good >= mostPerSecond) return good
  for (let step = good / 2; step >= good / 4; step /= 2) {
    if (await holds(good + step)) good += step
  }
  return good
}

function latencyFigures(name: string, { p50Ms, p95Ms, p99Ms }: Latency): Measured[] {
  const at = `${name}, ${perSecond}/s`
  return [
    { name: `${at}, p50`, value: p50Ms, unit: 'ms' },
    { name: `${at}, p95`, value: p95Ms, unit: 'ms' },
    { name: `${at}, p99`, value: p99Ms, unit: 'ms' },
  ]
}
