import { setTimeout as wait } from 'node:timers/promises'
import { processesOf } from '#tests/support/started.ts'

const GRACE_MS = 12_000

/** Ends whatever belongs to a folder, with force where it does not end by itself. */
async function endAllOf(folder: string): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    for (const { pid } of processesOf(folder)) {
      try {
        process.kill(pid, name)
      } catch (error) {
        // It ended by itself meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
  }
  signal('SIGTERM')
  const until = performance.now() + GRACE_MS
  while (processesOf(folder).length > 0 && performance.now() < until) await wait(100)
  signal('SIGKILL')
}

/** When this process is told to end, what belongs to the folder ends before. Gives what calls that off. */
export function endsWithUs(folder: string): () => void {
  const end = () => void endAllOf(folder).finally(() => process.exit(1))
  process.once('SIGTERM', end).once('SIGINT', end)
  return () => process.off('SIGTERM', end).off('SIGINT', end)
}
