import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { DemoState } from '#scripts/demo/front/demo-state.ts'
import { startFolder } from './start-folder.ts'
import { processesOf } from './started.ts'

const root = join(import.meta.dirname, '../..')

/** A demo brought up by `npm run demo`, as a user would. */
export interface StartedDemo {
  /** The one address that it prints. */
  readonly url: string
  /** How long it took until that address was printed. */
  readonly readyMs: number
  state(): Promise<DemoState>
  act(what: string, more?: object): Promise<void>
  end(): Promise<void>
}

export async function startDemo(...args: string[]): Promise<StartedDemo> {
  const dir = startFolder('demo')
  const began = performance.now()
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV$|INIT_CWD$|HUIYIN_|REDIS_URL$|DATABASE_URL$)/.test(name),
  )
  const npm = spawn('npm', ['run', '-s', 'demo', '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
      PORT: '0',
      HUIYIN_DATA_DIR: join(dir, 'data'),
    },
  })
  let [out, err] = ['', '']
  npm.stdout.on('data', (chunk: Buffer) => {
    out += String(chunk)
  })
  npm.stderr.on('data', (chunk: Buffer) => {
    err += String(chunk)
  })
  const exited = new Promise<number | null>((done) => npm.once('close', done))
  const address = () => /^Demo +(http:\S+)\/$/m.exec(out)?.[1]
  while (address() === undefined && npm.exitCode === null) await wait(20)
  const url = address()
  if (url === undefined) throw new Error(`npm run demo ended:\n${err}`)
  return {
    url,
    readyMs: performance.now() - began,
    state: async () => (await (await fetch(`${url}/state`)).json()) as DemoState,
    async act(what, more = {}) {
      const headers = { origin: url, 'content-type': 'application/json' }
      const answer = await fetch(`${url}/act`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ do: what, ...more }),
      })
      if (!answer.ok) throw new Error(`${what}: ${answer.status}`)
    },
    async end() {
      npm.kill('SIGTERM')
      await exited
      for (const until = performance.now() + 20_000; processesOf(dir).length > 0; await wait(50))
        if (performance.now() > until) throw new Error('the demo still runs')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
