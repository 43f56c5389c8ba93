import Mustache from 'mustache'
import type { View } from './bare.ts'

export type Partials = Readonly<Record<string, string>>
export type Render = (template: string, view: View, partials: Partials) => string

/** Mustache for plain text: values go in as they are, nothing is evaluated, blank lines are evened out. */
export function createRender(): Render {
  const writer = new Mustache.Writer()
  return (template, view, partials) =>
    tidy(writer.render(template, view, (name) => partials[name] ?? '', { escape: String }))
}

function tidy(text: string): string {
  return text
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
