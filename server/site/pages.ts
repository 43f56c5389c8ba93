/** The citizens' pages that the server writes: a page a service, their list, the search, and what is said where no page is. */
import { Router, type Response } from 'express'
import type { Language, Library, Service, Suggest } from '../../templates/index.ts'
import type { Office } from '../wire/office.ts'
import { createAskPages, type AskDeps } from './ask/pages.ts'
import { viewCatalogue } from './catalogue-view.ts'
import { chatView } from './chat-view.ts'
import { languageOf, wordsIn } from './query.ts'
import { createPageRender, type SitePage } from './render.ts'
import { viewSearch } from './search-view.ts'
import { viewService } from './service-view.ts'
import { robots, sitemap } from './sitemap.ts'
import { describeService, words } from './words.ts'

export interface SiteDeps {
  library: Library
  suggest: Suggest
  office: Office
  baseUrl: string
  /** The built `web/site`. */
  dist: string
  ask: Omit<AskDeps, 'office' | 'baseUrl'>
}

export function createSitePages({ library, suggest, office, baseUrl, dist, ask }: SiteDeps): Router {
  const render = createPageRender(dist, office, baseUrl)
  const router = Router()

  const send = (response: Response, page: SitePage, caching: string) =>
    response.set({ 'Cache-Control': caching, 'Content-Language': page.language }).send(render(page))

  router.get('/layanan', (request, response) => {
    const language = languageOf(request)
    const view = viewCatalogue(library, language)
    send(response, { template: 'services', language, path: '/layanan', ...words.list[language], view }, brief)
  })

  router.get('/layanan/:id', (request, response, next) => {
    const service = library.services.get(request.params.id)
    if (!service) return next()
    send(response, pageOf(service, languageOf(request)), brief)
  })

  router.get('/cari', (request, response) => {
    const language = languageOf(request)
    const sought = wordsIn(request, 'q').trim()
    const page: SitePage = {
      template: 'search',
      language,
      path: '/cari',
      query: { q: sought },
      ...words.search[language],
      isListed: false,
      view: viewSearch(library, suggest, sought, language),
    }
    // What somebody asks may be private.
    send(response, page, 'no-store')
  })

  router.get('/privasi', (request, response) => {
    const language = languageOf(request)
    const page: SitePage = {
      template: 'privacy',
      language,
      path: '/privasi',
      ...words.privacy[language],
      view: {},
    }
    send(response, page, brief)
  })

  router.get('/sitemap.xml', (_request, response) => {
    response.set('Cache-Control', brief).type('xml').send(sitemap(library, baseUrl))
  })
  router.get('/robots.txt', (_request, response) => {
    response.set('Cache-Control', brief).type('txt').send(robots(baseUrl))
  })

  router.use(createAskPages({ ...ask, office, baseUrl }, render))

  // Not a route with a pattern, which would stumble over an address that cannot be decoded.
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    response.vary('Accept')
    if (request.accepts(['application/problem+json', 'text/html']) !== 'text/html') return next()
    const language = languageOf(request)
    const page: SitePage = {
      template: 'missing',
      language,
      path: '/layanan',
      ...words.missing[language],
      isListed: false,
      view: { chat: chatView('') },
    }
    send(response.status(404), page, 'no-store')
  })
  return router

  function pageOf(service: Service, language: Language): SitePage {
    const view = viewService(library, service, language)
    return {
      template: 'service',
      language,
      path: `/layanan/${service.id}`,
      ...describeService(view, language),
      isListed: !view.expired,
      view,
    }
  }
}

/** A correction by the office is seen within minutes. */
const brief = 'public, max-age=300'
