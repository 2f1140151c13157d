import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const WATCH = join(import.meta.dirname, 'watch-loop.ts')

export interface MeasuredProcess {
  /** What lives after a collection. */
  readonly heapBytes: number
  /** The longest turn of the loop since the last question, ms of CPU. */
  readonly longestMs: number
}

/** What a watched process tells of itself. */
export type Reported =
  | { readonly watched: 'turn'; readonly ms: number; readonly at: number }
  | { readonly watched: 'rejection' | 'exception'; readonly text: string }
  | { readonly watched: 'measured'; readonly serial: number; readonly measured: MeasuredProcess }

/** One of our programs as it is shipped, with a watch on its loop, its failures and its memory. */
export interface WatchedProcess {
  readonly pid: number
  /** Resolves when it says that it can serve. */
  readonly ready: Promise<void>
  /** Turns that took long, the latest last. */
  readonly turns: readonly { readonly ms: number; readonly at: number }[]
  /** Rejections nobody handled and exceptions nobody caught, as texts. */
  readonly failures: readonly string[]
  /** How it ended; null: it runs. */
  readonly ended: string | null
  /** The last that it printed. */
  output(): string
  measure(): Promise<MeasuredProcess>
  stop(): Promise<void>
}

const KEPT_CHARS = 20_000

export function startWatched(script: string, env: NodeJS.ProcessEnv): WatchedProcess {
  const args = ['--expose-gc', '--max-semi-space-size=16', '--import', WATCH, join(root, script)]
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const turns: { ms: number; at: number }[] = []
  const failures: string[] = []
  const asked = new Map<number, (measured: MeasuredProcess) => void>()
  const isReady = Promise.withResolvers<void>()
  let output = ''
  let ended: string | null = null
  let serial = 0

  function take(message: Reported | { ready?: boolean }): void {
    if (!('watched' in message)) {
      if (message.ready === true) isReady.resolve()
      return
    }
    if (message.watched === 'turn') turns.push({ ms: message.ms, at: message.at })
    else if (message.watched === 'measured') asked.get(message.serial)?.(message.measured)
    else failures.push(message.text)
  }

  const gone = ends(child, (how) => {
    ended = how
    isReady.reject(new Error(`${script} ended with ${how}:\n${output}`))
  })
  isReady.promise.catch(() => undefined)
  child.on('message', (message) => take(message as Reported))
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_CHARS)
    })
  return {
    pid: child.pid ?? -1,
    ready: isReady.promise,
    turns,
    failures,
    get ended() {
      return ended
    },
    output: () => output,
    measure() {
      const question = ++serial
      const answer = new Promise<MeasuredProcess>((done) => asked.set(question, done))
      child.send({ measure: question })
      return answer.finally(() => asked.delete(question))
    },
    async stop() {
      if (ended === null) child.kill('SIGTERM')
      await gone
    },
  }
}

function ends(child: ChildProcess, onEnd: (how: string) => void): Promise<void> {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  return new Promise((done) => {
    child.once('exit', (code, signal) => {
      process.off('exit', kill)
      onEnd(signal ?? `exit code ${code}`)
      done()
    })
  })
}
