import type { Translate } from '../../shared/i18n.ts'
import { dutyStrings } from './duty.ts'
import { frameStrings } from './frame.ts'
import { inboxStrings } from './inbox.ts'
import { threadStrings } from './thread.ts'
import { composerStrings } from './composer.ts'
import { panelStrings } from './panel.ts'
import { answersStrings } from './answers.ts'
import { callStrings } from './calls.ts'
import { mailStrings } from './mail.ts'
import { learningStrings } from './learning.ts'
import { laterStrings } from './later.ts'
import { textStrings } from './texts.ts'

/** Every sentence of the console in both languages. */
export const strings = {
  ...frameStrings,
  ...dutyStrings,
  ...inboxStrings,
  ...threadStrings,
  ...composerStrings,
  ...panelStrings,
  ...answersStrings,
  ...learningStrings,
  ...mailStrings,
  ...laterStrings,
  ...callStrings,
  ...textStrings,
} as const

export type StringKey = keyof typeof strings
export type T = Translate<typeof strings>
