import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { type Child, startChild } from './child-process.ts'

/** A Redis of our own, as durable as the shipped one, whose crash and return a test can bring about. */
export interface PrivateRedis {
  readonly url: string
  readonly port: number
  /** Ends it as a power cut would: SIGKILL, the data stays. */
  kill(): Promise<void>
  /** Freezes it (SIGSTOP), or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Starts it again on the same data and port, and waits until it answers. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts a private redis-server; `settings` override the durable ones, such as `{ appendfsync: 'everysec' }`. */
export async function startRedis(settings: Record<string, string> = {}): Promise<PrivateRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-redis-'))
  let port = await freePort()
  let child = await launch(dir, port, settings)
  for (let attempt = 0; child === null && attempt < 5; attempt++) {
    port = await freePort()
    child = await launch(dir, port, settings)
  }
  if (child === null) throw new Error('redis-server did not start')
  let current = child
  const kill = async () => {
    current.kill('SIGKILL')
    await current.exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    signal: (signal) => current.kill(signal),
    async restart() {
      if (current.alive) await kill()
      const next = await launch(dir, port, settings)
      if (next === null) throw new Error('redis-server did not come back on its port')
      current = next
    },
    async stop() {
      if (current.alive) await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function launch(dir: string, port: number, settings: Record<string, string>): Promise<Child | null> {
  const wanted = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    hz: '100',
    ...settings,
  }
  const args = Object.entries(wanted).flatMap(([key, value]) => [`--${key}`, value])
  const child = startChild('redis-server', args)
  while (child.alive) {
    if (await answers(port, child.pid)) return child
    await Promise.race([wait(10), child.exited])
  }
  if (/Address already in use/.test(child.output())) return null
  throw new Error(`redis-server ended at start:\n${child.output()}`)
}

/** Whether this very Redis, and not another test's on the same port, has loaded its data and answers. */
function answers(port: number, pid: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    const end = (answer: boolean) => {
      socket.destroy()
      done(answer)
    }
    socket.once('connect', () => socket.write('INFO server\r\nPING\r\n'))
    socket.on('data', (chunk) => {
      said += chunk.toString()
      // While it loads, the second answer is an error.
      if (/\r\n(\+PONG|-LOADING)/.test(said)) end(said.includes(`process_id:${pid}\r`) && /\+PONG/.test(said))
    })
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
  })
}
