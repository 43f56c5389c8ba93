/** The suggester: how often it is right, how fast it is, and what it takes. No question measured was trained on. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createSuggester, loadLibrary, loadNetwork, templatesDir, type Library } from '../templates/index.ts'
import type { Measured } from './figures.ts'
import {
  greeted,
  ownQuestions,
  readQuestions,
  score,
  sharedQuestions,
  type Question,
  type Score,
} from './questions.ts'
import { percentile } from './statistics.ts'

const targets: Record<keyof Score, string> = {
  hit1: '≥ 92',
  hit3: '≥ 96',
  topic3: '≥ 86',
  silence: '≥ 92',
  falseSilence: '≤ 3',
  surePrecision: '≥ 97',
  sureCoverage: '≥ 60',
}
const manyServices = 1000

export async function suggest(say: (progress: string) => void): Promise<Measured[]> {
  const memoryBefore = memoryInUse()
  const began = performance.now()
  const library = loadLibrary()
  const network = loadNetwork()
  const ask = createSuggester(library, network)
  const loadingMs = performance.now() - began
  const memory = memoryInUse() - memoryBefore

  const sets = [
    { name: 'own', questions: readQuestions(ownQuestions) },
    { name: 'own, greeted', questions: greeted(readQuestions(ownQuestions)) },
    { name: 'development', questions: readQuestions(sharedQuestions) },
  ].filter(({ questions }) => questions.length > 0)
  const figures = sets.flatMap(({ name, questions }): Measured[] => {
    say(`${questions.length} questions of the ${name} set`)
    const found = Object.entries(score(ask, questions)) as [keyof Score, number][]
    return [
      ...found.map(([what, value]) => ({
        name: `${name}: ${what}`,
        value,
        unit: '%',
        target: targets[what],
      })),
      ...stylesOf(questions).map((style) => ({
        name: `${name}: hit1 of style ${style}`,
        value: score(
          ask,
          questions.filter((one) => one.style === style),
        ).hit1,
        unit: '%',
      })),
    ]
  })
  say(`${manyServices} services`)
  const slow = createSuggester(withMadeUp(library, manyServices), network)
  const texts = sets.flatMap(({ questions }) => questions.map(({ text }) => text))
  for (const text of texts.slice(0, 100)) slow(text)
  const times = texts.map((text) => timeOf(() => slow(text))).sort((one, other) => one - other)
  return [
    ...figures,
    {
      name: `p99 of a question, ${manyServices} services`,
      value: percentile(times, 0.99),
      unit: 'ms',
      target: '< 5',
    },
    { name: 'loading', value: loadingMs, unit: 'ms', target: '< 300' },
    { name: 'memory', value: memory / 2 ** 20, unit: 'MiB', target: '< 60' },
    {
      name: 'model',
      value: statSync(join(templatesDir, 'suggest', 'trained', 'network.bin')).size / 2 ** 20,
      unit: 'MiB',
      target: '< 8',
    },
  ]
}

function stylesOf(questions: readonly Question[]): string[] {
  const ours = questions.filter(({ services }) => services.length > 0)
  return [...new Set(ours.map(({ style }) => style))].sort()
}

/** Copies of the office's services under new ids and names, up to `count` in all. */
function withMadeUp(library: Library, count: number): Library {
  const services = new Map(library.services)
  const originals = [...services.values()]
  for (let number = 0; services.size < count; number++) {
    const original = originals[number % originals.length]!
    const id = `${original.id}-${number}`
    const names = {
      id: `${original.names.id} golongan ${number}`,
      en: `${original.names.en} class ${number}`,
    }
    services.set(id, { ...original, id, names })
  }
  return { ...library, services }
}

function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function memoryInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
