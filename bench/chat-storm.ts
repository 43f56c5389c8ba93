/** The storm at full size: 10,000 messages, 50 visitors, 5 agents, lines cut all the time, ten kills. */
import type { Benchmark } from './figures.ts'
import { freePort, makeDataDir, openOffice, removeDataDir } from './office.ts'
import { storm } from './storm/storm.ts'

export const chatStorm: Benchmark = async (say) => {
  const dataDir = makeDataDir()
  const settings = { PORT: String(await freePort()) }
  let office = await openOffice(dataDir, settings)
  try {
    const cookies = [await office.signIn()]
    while (cookies.length < 5) cookies.push(await office.signIn())
    const { messages, cuts, kills, seconds } = await storm(
      {
        url: office.url,
        async killAndRestart() {
          await office.kill()
          office = await openOffice(dataDir, settings)
          say('killed and back')
        },
      },
      cookies,
      { messages: 10_000, visitors: 50, agents: 5, kills: 10 },
    )
    return [
      { name: 'messages, each side’s thread the same', value: messages, unit: '', target: '10,000' },
      { name: 'lines cut', value: cuts, unit: '' },
      { name: 'server killed', value: kills, unit: '×', target: '10' },
      { name: 'took', value: seconds, unit: 's' },
    ]
  } finally {
    await office.stop()
    removeDataDir(dataDir)
  }
}
