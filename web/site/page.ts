import { fixedLanguage } from './language.ts'
import { createPrinting } from './printing.ts'
import { createSearch } from './search.ts'
import { createTicks } from './ticks.ts'

const language = fixedLanguage(document)
createSearch(document, language)
createTicks(document, language.current())
createPrinting(document)
