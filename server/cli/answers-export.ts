/** `tanya answers export`: what was published in the console, as files for the repository. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSuggester, loadNetwork, templatesDir } from '../../templates/index.ts'
import { openLiveLibrary } from '../desk/library/live-library.ts'
import { createLog } from '../log.ts'
import { withDb } from './office.ts'

/**
 * Writes each file whose text in force is not the one on disk. A file that was changed on disk after its edit is
 * left alone and named, unless `isForced`; then the exit code is 1.
 */
export async function exportAnswers(dir = templatesDir, { isForced = false } = {}): Promise<void> {
  await withDb(async (db) => {
    const live = await openLiveLibrary({
      db,
      log: createLog('silent'),
      dir: templatesDir,
      makeSuggest: (library) => createSuggester(library, loadNetwork()),
    })
    const { sources, onDisk, overtaken } = live.state()
    const edited = [...sources].filter(([path, text]) => onDisk.get(path) !== text)
    if (edited.length === 0) console.log('Nothing to export: the files say what is in force.')
    for (const [path, text] of edited) {
      if (overtaken.includes(path) && !isForced) {
        console.error(`${path} was changed on disk after its edit; compare the two, then give --force.`)
        process.exitCode = 1
        continue
      }
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
      console.log(join(dir, path))
    }
    await live.renew() // files that caught up may be changed there again
  })
}
