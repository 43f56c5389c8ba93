/** Asking without a script: the form, the private page of its thread, and the way back to it. */
import { Router, type NextFunction, type Request, type Response } from 'express'
import type { MakeLimiter } from '../../../channels/lib/limiter.ts'
import { statusOf } from '../../errors.ts'
import { asRequestError } from '../../problems.ts'
import { languageOf } from '../query.ts'
import type { RenderPage } from '../render.ts'
import { formPage, showForm } from './form-page.ts'
import { createFormLimits } from './guard.ts'
import { emptyForm } from './question-form.ts'
import { createShow } from './show.ts'
import { threadPage, type ThreadPageDeps } from './thread-page.ts'
import { showTrack, trackPage, type TrackPageDeps } from './track-page.ts'

export interface AskDeps extends Omit<ThreadPageDeps & TrackPageDeps, 'limits' | 'show' | 'failed'> {
  makeLimiter: MakeLimiter
  questionsPerMinute: number
}

export function createAskPages(deps: AskDeps, render: RenderPage): Router {
  const limits = createFormLimits(deps, deps.makeLimiter)
  const show = createShow(render)
  const router = Router()
  router.use(formPage({ ...deps, limits, show, failed }))
  router.use(threadPage({ ...deps, limits, show, failed }))
  router.use(trackPage({ ...deps, limits, show }))
  router.use('/tanya', apologise)
  router.use('/lacak', apologise)
  return router

  function failed(thrown: unknown): number {
    const error = asRequestError(thrown)
    const status = statusOf[error.code]
    // Without the path, which holds a key.
    if (status >= 500) deps.log.error({ err: error.cause ?? error }, 'a form could not be taken in')
    return status
  }

  /** A person reads what went wrong here, and their browser's way back leads to what they typed. */
  function apologise(thrown: unknown, request: Request, response: Response, next: NextFunction): void {
    if (response.headersSent) return next(thrown)
    const status = failed(thrown)
    // An address that cannot even be read, such as half a link.
    if (status === 400 && request.method === 'GET')
      return showTrack(show, response.status(404), languageOf(request), { isUnknown: true })
    if (status === 413) response.set('Connection', 'close')
    const refusal = status === 413 ? 'tooLarge' : 'failed'
    showForm(show, response.status(status), languageOf(request), emptyForm(), { refusal })
  }
}
