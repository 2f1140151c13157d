import { openConnection } from '#store/redis/connection.ts'

/** From how many ms on Redis takes note of what held it up. */
const NOTED_MS = 5

/** Has Redis take note of what holds itself up from now on: a fork to rewrite its file, a disk that is slow, a command. */
export async function watchLatency(url: string): Promise<{ read(): Promise<string> }> {
  const connection = openConnection(url)
  await connection.send(['CONFIG', 'SET', 'latency-monitor-threshold', String(NOTED_MS)])
  await connection.send(['LATENCY', 'RESET'])
  return {
    async read() {
      const noted = await connection.send<[name: string, at: number, lastMs: number, maxMs: number][]>([
        'LATENCY',
        'LATEST',
      ])
      connection.close()
      const stalls = noted.map(([name, , , maxMs]) => `${name} up to ${maxMs} ms`)
      return stalls.length === 0 ? `nothing of ${NOTED_MS} ms` : stalls.join(', ')
    },
  }
}
