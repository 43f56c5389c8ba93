export { closedFor, openSpansOf, weekdays, type Calendar, type OpenSpan } from './calendar.ts'
export { describeFault, faultsIn, LibraryError, type Fault } from './fault.ts'
export type {
  CatalogueEntry,
  Fact,
  FactName,
  ListFact,
  Service,
  ServiceStatus,
  TextFact,
} from './catalogue.ts'
export { isKnown, readService, sourcesOf, writeService } from './catalogue.ts'
export { formatDate, formatMoment, smsSegments } from './format.ts'
export { loadLibrary, readLibrary } from './library.ts'
export type { Answer, AnswerOptions } from './compose.ts'
export type { Library, LibraryOptions } from './library.ts'
export { lintAnswers, lintSources } from './lint.ts'
export { isMessageName, messageTitles, type MessageFacts, type MessageName } from './messages.ts'
export type { Office } from './office.ts'
export { spoken } from './spoken.ts'
export { examplePhraseFacts, phrases, type Phrase, type PhraseFacts } from './telephone.ts'
export { isSourcePath, readSources, sourceFolders, templatesDir, type Sources } from './sources.ts'
export {
  fillText,
  missingSlots,
  slotNames,
  slotTypes,
  unresolved,
  type SlotName,
  type SlotValues,
} from './slots.ts'
export { themes, themeTitles, type Theme } from './themes.ts'
export { isTopic, languages, topicFacts, topics, topicTitles, type Language, type Topic } from './topics.ts'
export { channels, type Channel } from './view.ts'
export type { WhatsappTemplate } from './whatsapp.ts'
export { detectLanguage } from './suggest/language.ts'
export { anonymise } from './suggest/masking.ts'
export {
  createRememberer,
  leastWordsToLift,
  noMemory,
  tellingWords,
  type Lesson,
  type Memory,
  type Remember,
} from './suggest/memory.ts'
export { ownWords } from './suggest/normalise.ts'
export { loadNetwork } from './suggest/network-file.ts'
export { createSuggester } from './suggest/suggest.ts'
export type { Suggest, Suggested, SuggestOptions, Suggestion } from './suggest/suggest.ts'
