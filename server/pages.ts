/** The built web: the citizens' page, the agents' console, the chat window and its loader. */
import { Router, static as serveFiles, type RequestHandler } from 'express'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const year = 365 * 24 * 3600_000

export interface PagesOptions {
  /** Who may frame the chat window; null is everybody. */
  widgetOrigins: string[] | null
  /** Officers' browsers talk over Twilio. */
  isTwilioCalled: boolean
}

/** Throws a sentence when the web has not been built. */
export function createPages(dist: string, { widgetOrigins, isTwilioCalled }: PagesOptions): Router {
  if (!existsSync(join(dist, 'site', 'index.html'))) {
    throw new Error('The web pages are not built: run `npm start`, or `npm run build` once.')
  }
  const router = Router()
  router.use(
    '/assets',
    forAnySite,
    serveFiles(join(dist, 'assets'), { immutable: true, maxAge: year, index: false }),
  )
  router.get('/widget.js', forAnySite, page(join(dist, 'widget.js'), 'public, max-age=300'))
  router.get('/widget/', framedBy(widgetOrigins), page(join(dist, 'widget', 'index.html')))
  const desk = isTwilioCalled ? [withPictures, withTwilio] : [withPictures]
  router.get(['/desk/', '/desk/*path'], ...desk, page(join(dist, 'console', 'index.html')))
  router.get('/desk', (_request, response) => response.redirect(308, '/desk/'))
  // Asked for by browsers on every page that names no icon, JSON among them.
  const icon = iconIn(join(dist, 'site', 'index.html'))
  if (icon) router.get('/favicon.ico', (_request, response) => response.redirect(302, icon))
  router.get('/', page(join(dist, 'site', 'index.html')))
  return router
}

function iconIn(file: string): string | undefined {
  return /<link rel="icon" href="([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1]
}

function page(file: string, caching = 'no-cache'): RequestHandler {
  return (_request, response) => {
    response.setHeader('Cache-Control', caching)
    response.sendFile(file, { cacheControl: false })
  }
}

/** An agent may ask for the remote pictures of a mail: its frame then lets them in, and no sooner. */
const withPictures: RequestHandler = (_request, response, next) => {
  const policy = String(response.getHeader('Content-Security-Policy'))
  response.setHeader('Content-Security-Policy', policy.replace(/img-src [^;]+/, '$& https: http:'))
  next()
}

/** What Twilio's client reaches: signalling, its own measurements, and its ring tones. */
const withTwilio: RequestHandler = (_request, response, next) => {
  const policy = String(response.getHeader('Content-Security-Policy'))
  const lines = "connect-src 'self' https://*.twilio.com wss://*.twilio.com"
  const sounds = "media-src 'self' blob: mediastream: https://sdk.twilio.com"
  response.setHeader('Content-Security-Policy', `${policy};${lines};${sounds}`)
  next()
}

const forAnySite: RequestHandler = (_request, response, next) => {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  next()
}

/** The chat window stands in a frame of the pages that carry the button. */
function framedBy(origins: string[] | null): RequestHandler {
  const ancestors = origins === null ? '*' : ["'self'", ...origins].join(' ')
  return (request, response, next) => {
    const policy = String(response.getHeader('Content-Security-Policy'))
    const opened = policy.replace(/frame-ancestors [^;]+/, `frame-ancestors ${ancestors}`)
    response.setHeader('Content-Security-Policy', opened)
    response.removeHeader('X-Frame-Options')
    forAnySite(request, response, next)
  }
}
