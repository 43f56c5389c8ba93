import type { Line, MakeSoftphone } from './softphone.ts'

interface Told {
  sid: string
  awaits: 'answer' | 'gather' | 'talk' | null
  isMuted: boolean
}

const home = '/simulator'

/** The simulator in Twilio's place: everything but the sound. */
export const makeSimulatedSoftphone: MakeSoftphone = async ({ token, onLine, onReady }) => {
  const source = new EventSource(`${home}/softphone/${encodeURIComponent(token.identity)}`)
  source.addEventListener('open', () => onReady(true))
  source.addEventListener('error', () => onReady(false))
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const [first] = JSON.parse(data) as Told[]
    onLine(first ? lineOf(first) : null)
  })
  return { stop: () => source.close() }
}

function lineOf({ sid, awaits, isMuted }: Told): Line {
  const act = (body: object) => {
    void fetch(`${home}/calls/${sid}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }
  return {
    state: awaits === 'answer' ? 'ringing' : 'talking',
    isMuted,
    answer: () => act({ do: 'answer' }),
    decline: () => act({ do: 'decline' }),
    mute: (on) => act({ do: 'mute', on }),
    hangUp: () => act({ do: 'hang-up' }),
  }
}
