import { fileTypeFromBuffer } from 'file-type'
import { readFile } from 'node:fs/promises'
import type { Files } from '../desk/files.ts'
import { presentAgent } from '../desk/present/agents.ts'
import type { Staff } from '../desk/routing/staff.ts'
import { notFound, TanyaError } from '../errors.ts'
import { agentOf, bytes, route, type Route } from '../route.ts'
import { Agent, Profile } from '../wire/agent.ts'

const mostPictureBytes = 200 * 1024
const pictureTypes = ['image/png', 'image/jpeg', 'image/webp']

/** What agents say of themselves: name, picture, whether they want chats. */
export function profileRoutes({ staff, pictures }: { staff: Staff; pictures: Files }): Route[] {
  return [
    route({
      method: 'patch',
      path: '/agents/me',
      access: 'agent',
      summary: 'My name, what citizens call me, and whether I want chats',
      body: Profile,
      responses: { 200: Agent },
      handle: async (call) => ({
        status: 200,
        body: presentAgent(await staff.changeProfile(agentOf(call).id, call.body)),
      }),
    }),
    route({
      method: 'post',
      path: '/agents/me/picture',
      access: 'agent',
      summary: 'My picture: its bytes are the body; PNG, JPEG or WebP of at most 200 KiB',
      body: bytes,
      responses: { 200: Agent },
      async handle(call) {
        const content = await readPicture(call.request)
        const type = await fileTypeFromBuffer(content)
        if (!type || !pictureTypes.includes(type.mime))
          throw new TanyaError('unsupported-media-type', 'Send a PNG, JPEG or WebP picture.')
        const picture = await pictures.keep(content)
        return { status: 200, body: presentAgent(await staff.changePicture(agentOf(call).id, picture)) }
      },
    }),
    route({
      method: 'delete',
      path: '/agents/me/picture',
      access: 'agent',
      summary: 'Show my initials again',
      responses: { 200: Agent },
      handle: async (call) => ({
        status: 200,
        body: presentAgent(await staff.changePicture(agentOf(call).id, null)),
      }),
    }),
    route({
      method: 'get',
      path: '/pictures/{key}',
      access: 'anyone',
      summary: 'An agent’s picture, for citizens too; its address changes with the picture',
      responses: { 200: bytes },
      async handle({ params: { key = '' }, response }) {
        const content = /^[0-9a-f]{64}$/.test(key)
          ? await readFile(pictures.path(key)).catch(() => null)
          : null
        const type = content && (await fileTypeFromBuffer(content))
        if (!type || !pictureTypes.includes(type.mime)) throw notFound('picture')
        response.setHeader('Content-Type', type.mime)
        response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
        response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
        response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
        response.end(content)
        return { status: 200 }
      },
    }),
  ]
}

/** Throws `too-large`. */
async function readPicture(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= mostPictureBytes) chunks.push(chunk)
  }
  if (size > mostPictureBytes) throw new TanyaError('too-large', 'A picture may have 200 KiB.')
  return Buffer.concat(chunks)
}
