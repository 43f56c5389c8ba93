import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const loader = 'widget'

/**
 * One build, three pages and one script: `dist/{console,site,widget}/index.html` with hashed files under
 * `/assets/`, and `dist/widget.js`, whose name never changes because strangers' pages name it.
 */
export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [classicLoader()],
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
