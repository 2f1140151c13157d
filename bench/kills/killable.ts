import { setTimeout as wait } from 'node:timers/promises'
import { type Child, startChild } from '#tests/support/child-process.ts'

/** A process that is started again whenever it ends, as the supervisor does. */
export interface Killable {
  /** SIGKILL; resolves when it has gone. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const AGAIN_AFTER_MS = 250

export function keepAlive(script: string, env: NodeJS.ProcessEnv): Killable {
  let stopping = false
  let child: Child
  const start = () => {
    child = startChild(process.execPath, [script], { env })
    void child.exited.then(async (code) => {
      if (stopping) return
      // What was killed has no code; anything else ended by a fault of its own.
      if (code !== null) console.error(`  ${script} ended with ${code}: ${child.output().slice(-400)}`)
      await wait(AGAIN_AFTER_MS)
      if (!stopping) start()
    })
  }
  start()
  return {
    async kill() {
      child.kill('SIGKILL')
      await child.exited
    },
    async stop() {
      stopping = true
      child.kill('SIGKILL')
      await child.exited
    },
  }
}
