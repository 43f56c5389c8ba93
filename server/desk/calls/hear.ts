/** What the caller did, and where that leads: on, once more, or to an officer. */
import type { CallInput } from '../../../channels/voice/index.ts'
import { noteEvent } from './call-events.ts'
import { say, type Scene } from './scene.ts'
import { readInput } from './heard.ts'
import { chose, places, type Next } from './places.ts'
import type { Place } from './talk.ts'
import { toOfficer } from './to-officer.ts'

/** Where 0 leads to an officer. */
const hearsKeys = new Set<Place>(['join', 'menu', 'question', 'about', 'answered', 'send-by', 'number'])
const mostFailures = 3

/** Changes the scene's talk, and writes down what happened. */
export async function hear(scene: Scene, input: CallInput): Promise<Next> {
  const { talk } = scene
  const heard = readInput(input, talk.place)
  if (heard.key === '0' && hearsKeys.has(talk.place)) {
    await chose(scene, '0', 'officer')
    return toOfficer(scene)
  }
  const next = await places[talk.place](scene, heard, input)
  if (next) {
    talk.failures = 0
    return next
  }
  talk.failures += 1
  await noteEvent(scene.tx, scene.ticket, scene.call, { kind: 'misheard' }, scene.now)
  // Who was asked for consent three times and said nothing has nothing to say: nothing is recorded then.
  if (talk.failures >= mostFailures && talk.place === 'consent') return { place: 'over', before: [] }
  if (talk.failures >= mostFailures) return toOfficer(scene, [say(scene, 'toOfficer')])
  return {
    place: talk.place,
    before: [say(scene, heard.speech ? 'unclear' : heard.key ? 'wrongKey' : 'silence')],
  }
}
