import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A started program; what it prints is kept for the message of a failed start. */
export interface Child {
  readonly pid: number
  readonly exited: Promise<number | null>
  readonly alive: boolean
  output(): string
  kill(signal: NodeJS.Signals): void
}

/** Starts a program that ends at the latest with this process. */
export function startChild(command: string, args: string[], options: SpawnOptions = {}): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  running.add(child)
  let alive = true
  const exited = new Promise<number | null>((done) => {
    const end = (code: number | null) => {
      alive = false
      running.delete(child)
      done(code)
    }
    child.once('error', (error) => {
      output += error.message
      end(null)
    })
    child.once('exit', end)
  })
  return {
    pid: child.pid ?? -1,
    exited,
    get alive() {
      return alive
    },
    output: () => output,
    kill: (signal) => {
      child.kill(signal)
    },
  }
}
