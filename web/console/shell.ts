import { createI18n, type I18n } from '../shared/i18n.ts'
import { createStorage, type SafeStorage } from '../shared/storage.ts'
import { createTheme, type ThemeChoice } from '../shared/theme.ts'
import { createApi, type Api } from './api.ts'
import { createHttp } from './http.ts'
import { createRoute, type Route } from './store/route.ts'
import { createSessionStore, type SessionStore } from './store/session.ts'
import { strings } from './strings/index.ts'

/** What is there before and after anyone has signed in. */
export interface Shell {
  storage: SafeStorage
  i18n: I18n<typeof strings>
  theme: ThemeChoice
  session: SessionStore
  api: Api
  route: Route
}

export function createShell(): Shell {
  const storage = createStorage(() => localStorage)
  const session: SessionStore = createSessionStore(() => api)
  const http = createHttp({
    fetch: (...request) => fetch(...request),
    csrfToken: session.csrfToken,
    onUnauthorized: session.expire,
  })
  const api = createApi(http)
  return {
    storage,
    i18n: createI18n(strings, storage),
    theme: createTheme(storage),
    session,
    api,
    route: createRoute(),
  }
}
