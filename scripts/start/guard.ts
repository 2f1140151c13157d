import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Knows every running part, and ends them should this process be killed outright. */
export interface Guard {
  readonly pid: number
  add(pid: number, signal: NodeJS.Signals): void
  drop(pid: number): void
  /** All parts are stopped: the guard may go. */
  end(): Promise<void>
}

export function startGuard(): Guard {
  const child = spawn('sh', [join(import.meta.dirname, 'guard.sh')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const exited = once(child, 'exit')
  const tell = (line: string) => child.stdin.write(`${line}\n`)
  // A guard that somebody killed must not take the floor down with an unhandled EPIPE.
  child.stdin.on('error', (error) => console.error(`guard: ${error.message}`))
  return {
    pid: child.pid!,
    add: (pid, signal) => tell(`add ${pid} ${signal.replace('SIG', '')}`),
    drop: (pid) => tell(`drop ${pid}`),
    async end() {
      tell('end')
      await exited
    },
  }
}
