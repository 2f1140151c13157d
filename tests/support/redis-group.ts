import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { openConnection } from '#store/redis/connection.ts'
import { type Child, startChild } from './child-process.ts'
import { type PrivateRedis, startRedis } from './redis.ts'

/** A primary and two replicas, watched by three Sentinels that let a replica take over. */
export interface RedisGroup {
  /** As `REDIS_URL` names it, without what may follow. */
  readonly url: string
  readonly primary: PrivateRedis
  /** Has no replica hear of what the primary writes from now on; the way back lets them go on. */
  cutOff(): Promise<() => void>
  stop(): Promise<void>
}

const GROUP = 'floor'
/** After which silence of the primary the replica takes over. */
const DOWN_AFTER_MS = 1_000

export async function startRedisGroup(): Promise<RedisGroup> {
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-sentinel-'))
  const primary = await startRedis()
  const replicas = await Promise.all([1, 2].map(() => startRedis({ replicaof: `127.0.0.1 ${primary.port}` })))
  for (const { url } of replicas) await until(url, ['INFO', 'replication'], /master_link_status:up/)
  const ports = [await freePort(), await freePort(), await freePort()]
  const sentinels = await Promise.all(ports.map((port, n) => startSentinel(dir, n, port, primary.port)))
  for (const port of ports)
    await until(`redis://127.0.0.1:${port}`, ['INFO', 'sentinel'], /status=ok.*slaves=2,sentinels=3/)
  return {
    url: `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/${GROUP}`,
    primary,
    async cutOff() {
      for (const replica of replicas) replica.signal('SIGSTOP')
      // What was sent before is in their sockets' buffers, and would be read later.
      const connection = openConnection(primary.url)
      await connection.send(['CLIENT', 'KILL', 'TYPE', 'replica'])
      connection.close()
      return () => {
        for (const replica of replicas) replica.signal('SIGCONT')
      }
    },
    async stop() {
      for (const sentinel of sentinels) sentinel.kill('SIGKILL')
      await Promise.all([...sentinels.map(({ exited }) => exited), primary.stop()])
      await Promise.all(replicas.map((replica) => replica.stop()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function startSentinel(dir: string, n: number, port: number, watched: number): Promise<Child> {
  // It writes into its file what it learns.
  const file = join(dir, `sentinel-${n}.conf`)
  const lines = [
    ...[`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`],
    `sentinel monitor ${GROUP} 127.0.0.1 ${watched} 2`,
    `sentinel down-after-milliseconds ${GROUP} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${GROUP} 3000`,
  ]
  await writeFile(file, `${lines.join('\n')}\n`)
  return startChild('redis-server', [file, '--sentinel'])
}

/** Asks until the answer is as wanted. */
async function until(url: string, command: string[], wanted: RegExp): Promise<void> {
  const connection = openConnection(url)
  const giveUpAt = performance.now() + 30_000
  try {
    for (;;) {
      const answer = await connection.send<string>(command).catch((error: Error) => error.message)
      if (wanted.test(answer)) return
      if (performance.now() > giveUpAt) throw new Error(`${command.join(' ')}: ${answer}`)
      await wait(50)
    }
  } finally {
    connection.close()
  }
}
