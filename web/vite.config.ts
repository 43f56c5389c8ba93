import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const loader = 'widget'

/**
 * One build, three pages, a frame and one script: `dist/{console,site,widget}/index.html` with hashed files under
 * `/assets/`; `dist/site/page.html` and beside it `pages/`, which the server fills in (`server/site`); and
 * `dist/widget.js`, whose name never changes because strangers' pages name it.
 */
export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [classicLoader(), ownCopies(), withoutSpareParts(), filledInPages()],
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    // Evergreen browsers of the last three years.
    target: ['chrome119', 'edge119', 'firefox120', 'safari17.1'],
    // Our content security policy knows no data: and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: entries({
        console: 'console/index.html',
        site: 'site/index.html',
        page: 'site/page.html',
        panel: 'widget/index.html',
        [loader]: 'widget/loader.ts',
      }),
      output: {
        entryFileNames: (chunk) => (chunk.name === loader ? 'widget.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})

function entries(files: Record<string, string>): Record<string, string> {
  const found = Object.entries(files).map(([name, file]) => [name, join(root, file)] as const)
  return Object.fromEntries(found.filter(([, file]) => existsSync(file)))
}

/**
 * The chat window gets copies of its own of what the desk uses too. In a chunk of both it would bring the desk's
 * needs along to citizens, who pay for every byte and never see the desk.
 */
function ownCopies(): Plugin {
  const home = join(root, 'widget') + sep
  return {
    name: 'tanya:own-copies',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer?.startsWith(home) && !importer?.endsWith('?own')) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      const isOurs = !found || found.id.startsWith(home) || !/\.m?[jt]sx?$/.test(found.id)
      return isOurs ? found : { ...found, id: `${found.id}?own`, moduleSideEffects: false }
    },
  }
}

/** Files of Socket.IO that a chat of words has no use for, and what stands in for them. */
const spare = {
  // The third transport; our server offers the other two.
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  // Long-polling by fetch, which Socket.IO brings along too, at a third of the size.
  'engine.io-client/build/esm/transports/polling-xhr.js': "export { Fetch as XHR } from './polling-fetch.js'",
  // Of another server's address; ours is the one that the panel came from.
  'engine.io-client/build/esm/contrib/parseuri.js': 'export const parse = () => ({})',
  'engine.io-parser/build/esm/encodePacket.browser.js': `import { PACKET_TYPES } from './commons.js'
    export const encodePacket = ({ type, data }, _supportsBinary, done) => done(PACKET_TYPES[type] + (data ?? ''))
    export const encodePacketToBinary = encodePacket`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js'
    export function decodePacket(text) {
      const type = PACKET_TYPES_REVERSE[text[0]]
      return type ? { type, data: text.slice(1) || undefined } : ERROR_PACKET
    }`,
  // The panel gives its own parser (`web/widget/packets.ts`).
  'socket.io-parser/build/esm/index.js':
    'export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 }, protocol = 5',
}

/** Some 3 KB less in every chat window. A release that moves these files makes it larger, not wrong. */
function withoutSpareParts(): Plugin {
  return {
    name: 'tanya:without-spare-parts',
    enforce: 'pre',
    load: (id) => Object.entries(spare).find(([file]) => id.endsWith(`/${file}?own`))?.[1] ?? null,
    // To fall back on a parser as a whole module costs a file that makes objects of modules.
    transform: (code, id) =>
      id.endsWith('/socket.io-client/build/esm/manager.js?own')
        ? code.replace('opts.parser || parser', 'opts.parser')
        : null,
  }
}

/** The server's templates go out as they are, beside the frame they belong into. */
function filledInPages(): Plugin {
  const home = join(root, 'site', 'pages')
  return {
    name: 'tanya:filled-in-pages',
    generateBundle() {
      for (const name of readdirSync(home))
        this.emitFile({
          type: 'asset',
          fileName: `site/pages/${name}`,
          source: readFileSync(join(home, name)),
        })
    },
  }
}

/** A module's top-level names would become globals of the host page when it is loaded as a classic script. */
function classicLoader(): Plugin {
  return {
    name: 'tanya:classic-loader',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunk = bundle['widget.js']
      if (chunk?.type !== 'chunk') return
      if (chunk.imports.length > 0 || chunk.exports.length > 0)
        this.error('web/widget/loader.ts must import and export nothing: it is loaded as a classic script')
      chunk.code = `(()=>{${chunk.code.trim()}})();\n`
    },
  }
}
