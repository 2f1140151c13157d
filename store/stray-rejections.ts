import type { ProcessLog } from '#platform/process-log.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'

/**
 * Logs and counts what failed without anybody waiting for it, and lets the process go on: one read that came to nothing
 * must not end timers or screens. An exception that nobody caught still ends the process. Gives the count so far.
 */
export function countStrayRejections(
  log: Pick<ProcessLog, 'error'>,
  onCount: () => void = () => undefined,
): () => number {
  let count = 0
  process.on('unhandledRejection', (error) => {
    count++
    log.error({ err: error }, 'a rejection that nobody handled')
    onCount()
  })
  return () => count
}

/** How many stray rejections the workers of a site had, for who cannot ask them. */
export interface UnhandledCounts {
  add(part: string): Promise<void>
  read(): Promise<Record<string, number>>
  close(): void
}

export function createUnhandledCounts({ url, site }: { url: string; site: string }): UnhandledCounts {
  const key = `${siteKeys(site).prefix}stray-rejections`
  const connection = openConnection(url)
  return {
    add: (part) => connection.send(['HINCRBY', key, part, '1']),
    async read() {
      const flat = await connection.send<string[]>(['HGETALL', key])
      return Object.fromEntries(
        flat.flatMap((part, at) => (at % 2 === 0 ? [[part, Number(flat[at + 1])]] : [])),
      )
    },
    close: () => connection.close(),
  }
}
