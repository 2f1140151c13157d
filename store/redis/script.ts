import { createHash } from 'node:crypto'
import { ErrorReply } from 'redis'
import type { RedisConnection } from './connection.ts'

/** A Lua script of ours: runs by its digest, and is sent whole when Redis (restarted) no longer knows it. */
export type Script = <T>(
  connection: RedisConnection,
  keys: readonly string[],
  args: readonly (string | Buffer)[],
) => Promise<T>

export function defineScript(lua: string): Script {
  const sha = createHash('sha1').update(lua).digest('hex')
  return async (connection, keys, args) => {
    const rest = [String(keys.length), ...keys, ...args]
    try {
      return await connection.send(['EVALSHA', sha, ...rest])
    } catch (error) {
      if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error
      return await connection.send(['EVAL', lua, ...rest])
    }
  }
}
