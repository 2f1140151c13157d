import { openConnection } from './redis/connection.ts'

/** How a given Redis is set up, as far as it says; null: it does not let us look. */
export interface RedisFacts {
  readonly version: string
  readonly appendOnly: boolean
  /** False: the last write to the append-only file failed. */
  readonly lastWriteOk: boolean
  readonly appendFsync: string | null
  readonly maxMemoryPolicy: string | null
  readonly hz: number | null
}

/** Asks a Redis how it is set up. Rejects with `LogUnavailable` when it does not answer. */
export async function readRedisFacts(url: string): Promise<RedisFacts> {
  const connection = openConnection(url)
  try {
    const info = fieldsOf(await connection.send<string>(['INFO', 'everything']))
    const setting = async (name: string) => {
      // Managed ones often forbid CONFIG: then nobody can say.
      const reply = await connection.send<string[]>(['CONFIG', 'GET', name]).catch(() => [] as string[])
      return reply[1] ?? null
    }
    const hz = await setting('hz')
    return {
      version: info.get('valkey_version') ?? info.get('redis_version') ?? '0',
      appendOnly: info.get('aof_enabled') === '1',
      lastWriteOk: (info.get('aof_last_write_status') ?? 'ok') === 'ok',
      appendFsync: await setting('appendfsync'),
      maxMemoryPolicy: await setting('maxmemory-policy'),
      hz: hz === null ? null : Number(hz),
    }
  } finally {
    connection.close()
  }
}

function fieldsOf(info: string): Map<string, string> {
  return new Map(
    info.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':')
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const]
    }),
  )
}

/** What keeps a confirmed event from being surely on disk, each with its fix; empty: nothing. */
export function durabilityFaults(facts: RedisFacts): string[] {
  const faults: string[] = []
  if (!facts.appendOnly) faults.push('appendonly is no: set "appendonly yes"')
  if (facts.appendOnly && facts.appendFsync !== 'always' && facts.appendFsync !== null)
    faults.push(`appendfsync is ${facts.appendFsync}: set "appendfsync always"`)
  if (facts.appendOnly && facts.appendFsync === null)
    faults.push('appendfsync cannot be read (CONFIG is not allowed): make sure that it is always')
  if (!facts.lastWriteOk) faults.push('the last write to the append-only file failed: look at its disk')
  if (facts.maxMemoryPolicy !== null && facts.maxMemoryPolicy !== 'noeviction')
    faults.push(`maxmemory-policy is ${facts.maxMemoryPolicy}: set "maxmemory-policy noeviction"`)
  return faults
}
