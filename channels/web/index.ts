/**
 * The form without JavaScript, and the private page on which its thread is read. Its pages are the site's; here is
 * only what makes it a channel: an answer stands on the page as soon as it is written.
 */
import type { Channel } from '../contract/channel.ts'

export { toFollowUp, toQuestion, type FormFile, type FormQuestion } from './understand.ts'

export function createWebChannel(): Channel {
  return {
    kind: 'web',
    isRepeatable: true, // what was sent is what stands in the thread
    async start() {},
    async stop() {},
    async send(message) {
      return { providerId: `web:${message.id}`, state: 'sent' }
    },
  }
}
