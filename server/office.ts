import { themes, themeTitles, weekdays, type Library } from '../templates/index.ts'
import type { ChannelKind } from '../channels/contract/channel.ts'
import type { Config } from './config.ts'
import type { Clock } from './desk/clock.ts'
import type { Office } from './wire/office.ts'

/** Holidays that far ahead are told. */
const daysAhead = 60

/** How citizens reach the office. Read anew each time: the office may change it while the server runs. */
export function createOffice(
  config: Config,
  library: Library,
  clock: Clock,
  /** Those that are on. */
  channels: ReadonlyMap<ChannelKind, unknown>,
): Office {
  return {
    get answersBy() {
      return [...channels.keys()].filter((kind) => kind !== 'voice')
    },
    get name() {
      return library.office.name
    },
    get phone() {
      return library.office.phone
    },
    get hours() {
      return library.office.hours
    },
    get open() {
      return clock.isOpen(Date.now())
    },
    get opensAt() {
      const at = clock.nextOpening(Date.now())
      return at === null ? null : new Date(at).toISOString()
    },
    get schedule() {
      const { hours } = library.calendar.week
      return {
        timeZone: clock.timeZone,
        week: weekdays.map((day) => ({ day, open: hours[day] })),
        closedDays: clock.closedDays(Date.now(), daysAhead),
      }
    },
    topics: themes.map((id) => ({ id, title: themeTitles[id] })),
    email: config.email?.address ?? null,
    sms: config.twilio?.phoneNumber ?? null,
    whatsapp: config.twilio?.whatsappNumber ?? null,
  }
}
