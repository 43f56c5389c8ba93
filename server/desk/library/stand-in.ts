import type { Library } from '../../../templates/index.ts'

/** A library that always passes on to the one in force. */
export function standInFor(current: () => Library): Library {
  return {
    get services() {
      return current().services
    },
    get office() {
      return current().office
    },
    get whatsappTemplates() {
      return current().whatsappTemplates
    },
    get calendar() {
      return current().calendar
    },
    get phoneTopics() {
      return current().phoneTopics
    },
    message: (name, facts) => current().message(name, facts),
    say: (phrase, language, facts) => current().say(phrase, language, facts),
    answer: (id, options) => current().answer(id, options),
    hasAnswer: (id) => current().hasAnswer(id),
    statusOf: (service) => current().statusOf(service),
    isOffered: (service) => current().isOffered(service),
  }
}
