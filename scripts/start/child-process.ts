import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that belongs to a running Huiyin. */
export interface ChildProcessSpec {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Another account to run it as (PostgreSQL refuses root). */
  readonly account: Account | null
  /** What asks it to end in order. */
  readonly stopSignal: NodeJS.Signals
  /** One of ours: has a channel whose closing tells it that the supervisor is gone, and says itself when it is ready. */
  readonly isOurs: boolean
  /**
   * Resolves when a part that is not ours answers (true), has ended (false) or, as a text, why it will never serve;
   * rejects never. `alive` tells that it still runs.
   */
  ready(alive: () => boolean): Promise<boolean | string>
}

export interface Account {
  readonly uid: number
  readonly gid: number
}

export interface RunningProcess {
  readonly pid: number
  /** True once it is able to serve; false if it ended before; a text: why it never will. */
  readonly ready: Promise<boolean | string>
  /** How it ended, in words. */
  readonly ended: Promise<string>
  /** Resolves when the last line that it, or what it started, printed was read. */
  readonly drained: Promise<void>
  alive(): boolean
  signal(signal: NodeJS.Signals): void
  /** Tells one of ours something by its channel; a part without one, or that is going, is not told. */
  tell(message: object): void
  killGroup(): void
}

/** Starts a part in a process group of its own, so that a Ctrl-C reaches the supervisor alone. */
export function runProcess(part: ChildProcessSpec, onLine: (line: string) => void): RunningProcess {
  const child = spawn(part.command, part.args, {
    cwd: part.cwd,
    env: part.env,
    stdio: part.isOurs ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...part.account,
  })
  let alive = child.pid !== undefined
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => {
      alive = false
      done(error.message)
    })
    child.once('exit', (code, signal) => {
      alive = false
      done(signal === null ? `exit code ${code}` : signal)
    })
  })
  const drained = new Promise<void>((done) => {
    child.once('close', () => done())
  })
  for (const stream of [child.stdout!, child.stderr!]) createInterface({ input: stream }).on('line', onLine)
  const isAlive = () => alive
  const ready = part.isOurs ? Promise.race([saysReady(child), ended.then(() => false)]) : part.ready(isAlive)
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    drained,
    alive: isAlive,
    signal: (signal) => void child.kill(signal),
    tell(message) {
      // Between its end and our hearing of it the channel is closed: the next one is told all anew.
      if (child.connected) child.send(message, () => undefined)
    },
    killGroup: () => killGroup(child.pid),
  }
}

const saysReady = (child: ChildProcess) =>
  new Promise<boolean>((done) => {
    child.on('message', (message) => {
      if ((message as { ready?: boolean } | null)?.ready === true) done(true)
    })
  })

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
