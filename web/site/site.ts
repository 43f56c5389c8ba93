import { createLanguage } from './language.ts'
import { showOffice } from './office.ts'
import { createSearch } from './search.ts'

const language = createLanguage(document)
createSearch(document, language)
void showOffice(document, language)
