/** What a webhook costs at least: Express, the form, Twilio's signature, an answer. Tells its port to whoever forked it. */
import express from 'express'
import type { AddressInfo } from 'node:net'
import { isSignatureValid, type TwilioParams } from '../channels/lib/twilio-signature.ts'

const authToken = process.env['AUTH_TOKEN'] ?? ''
const publicUrl = process.env['PUBLIC_URL'] ?? ''

const app = express()
app.disable('x-powered-by')
app.post(/^\/webhooks\/twilio\//, express.urlencoded({ extended: false }), (request, response) => {
  const url = publicUrl + request.originalUrl
  const signature = request.get('x-twilio-signature')
  if (!isSignatureValid(authToken, signature, [url], request.body as TwilioParams)) {
    response.status(403).end()
    return
  }
  response.status(200).type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>')
})
const server = app.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
