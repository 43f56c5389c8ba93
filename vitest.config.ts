import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig, type Plugin } from 'vitest/config'
import { serverDir } from './bin/server-process.mjs'

/**
 * Threads run what was bundled, as they do outside of tests: a thread that loads TypeScript strips it by WebAssembly, and when two do
 * so at a time V8 may end the process (docs/decisions/0028).
 */
const bundledThreads: Plugin = {
  name: 'tanya:bundled-threads',
  enforce: 'pre',
  transform(code) {
    return code.replace(
      /new URL\('\.\/([\w-]+-worker)\.ts', import\.meta\.url\)/g,
      (_, thread: string) => `new URL('${pathToFileURL(join(serverDir, `${thread}.js`)).href}')`,
    )
  },
}

export default defineConfig({
  plugins: [bundledThreads],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/_global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    allowOnly: false,
  },
})
