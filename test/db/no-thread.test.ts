/** A system that gives no more threads (`TasksMax`, `pids.max`). */
import { expect, it, vi } from 'vitest'
import { createCheckpoints } from '../../db/checkpoints.ts'

const { Worker } = vi.hoisted(() => ({
  Worker: vi.fn(function () {
    throw Object.assign(new Error('Worker initialization failure: EAGAIN'), {
      code: 'ERR_WORKER_INIT_FAILED',
    })
  }),
}))
vi.mock('node:worker_threads', () => ({ Worker }))

it('harms no commit, and is asked for again', async () => {
  const checkpoints = createCheckpoints('tanya.db')
  for (let commits = 0; commits < 500; commits++) checkpoints.noteCommit()
  expect(Worker).toHaveBeenCalledTimes(2)
  await checkpoints.close()
})
