import { openConnection } from '#store/redis/connection.ts'
import { checkDurability } from '#store/redis/durability.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const ABOUT = 'Redis'

/** Version, persistence, eviction and hz of a Redis, and whether its clock is ours. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const connection = openConnection(url)
  try {
    const [sec] = await connection.send<[string, string]>(['TIME'])
    const findings = (await checkDurability(connection)).map(({ level, message }) =>
      (level === 'fault' ? fault : warning)(ABOUT, message),
    )
    const answers = good(ABOUT, 'answers')
    return [
      ...(findings.length === 0
        ? [good(ABOUT, 'version, append-only file, appendfsync, eviction and hz')]
        : findings),
      answers,
      clockFinding(ABOUT, Number(sec) * 1_000),
    ]
  } catch (error) {
    return [fault(ABOUT, `${(error as Error).message}: start it, or correct REDIS_URL`)]
  } finally {
    connection.close()
  }
}

const SKEW_MS = 2_000

/** Waits and deadlines are counted across machines, so their clocks must agree. */
export function clockFinding(about: string, itsMs: number): Finding {
  const skewMs = Math.abs(Date.now() - itsMs)
  return skewMs <= SKEW_MS
    ? good(about, 'its clock is ours')
    : fault(about, `its clock is ${Math.round(skewMs / 1_000)} s off ours: run NTP (chrony) on both machines`)
}
