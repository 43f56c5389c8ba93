/** Notes enough commits for the log's thread to be asked for twice, in a process that may have no threads. */
import { createCheckpoints } from '../../db/checkpoints.ts'
import { logKeeper } from '../../server/desk/disk/disk-thread.ts'

const checkpoints = createCheckpoints(process.argv[2] ?? '', logKeeper, (work) => void work())
for (let commits = 0; commits < 500; commits++) checkpoints.noteCommit(1)
await checkpoints.close()
process.stdout.write('unharmed')
