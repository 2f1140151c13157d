import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')

/** A Huiyin brought up by `npm start`, as a user would. */
export interface Started {
  readonly npm: ChildProcess
  /** Address of the server. */
  readonly url: string
  /** All that was said on standard output, and on standard error. */
  out(): string
  err(): string
  /** Sends a signal to npm and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export interface StartSettings {
  readonly dataDir: string
  readonly config: string
  /** The checkout to start from, this one unless given. */
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
  readonly script?: string
}

/** Runs `npm start` until it ends by itself. */
export async function startAndEnd(settings: StartSettings) {
  const run = launchStart(settings)
  const code = await run.exited
  return { code, out: run.out(), err: run.err() }
}

/** Runs `npm start` until it has told its addresses; throws with what it said if it ends before. */
export async function startUp(settings: StartSettings): Promise<Started> {
  const run = launchStart(settings)
  const up = (async () => {
    while (!/^Sign in/m.test(run.out())) await wait(20)
    return true
  })()
  const isUp = await Promise.race([up, run.exited.then(() => false)])
  if (!isUp) throw new Error(`npm start ended:\n${run.err()}`)
  // Behind a proxy the address that is told is the proxy's: then the port is one that the test chose.
  const port = settings.env?.PORT ?? /^Desk +http:\/\/[^:]+:(\d+)/m.exec(run.out())![1]
  const url = `http://127.0.0.1:${port}`
  return {
    ...run,
    url,
    end(signal = 'SIGTERM') {
      run.npm.kill(signal)
      return run.exited
    },
  }
}

/** Runs `npm start`, and leaves it to who asks to wait for what it says. */
export function launchStart({ dataDir, config, folder = root, env = {}, script = 'start' }: StartSettings) {
  const npm = spawn('npm', ['run', '-s', script], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), PORT: '0', HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config, ...env },
  })
  let out = ''
  let err = ''
  npm.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  npm.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const exited = new Promise<number | null>((done) => npm.once('close', done))
  return { npm, exited, out: () => out, err: () => err }
}

/** What vitest and an outer npm add would hide what a user meets. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV$|INIT_CWD$|HUIYIN_|REDIS_URL$|DATABASE_URL$)/.test(name),
  )
  return Object.fromEntries(kept) as NodeJS.ProcessEnv
}

/** The processes that belong to a data folder, by what /proc says of them: environment, command line, working folder. */
export function processesOf(...folders: string[]): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = look(() => readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '))
      const facts = [
        command,
        look(() => readFileSync(`/proc/${name}/environ`, 'utf8')),
        look(() => readlinkSync(`/proc/${name}/cwd`)),
      ]
      const belongs = folders.some((folder) => facts.some((fact) => fact.includes(folder)))
      return belongs && command !== '' ? [{ pid: Number(name), command }] : []
    })
}

/** A process may end while it is looked at. */
function look(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
