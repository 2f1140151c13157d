import { openConnection } from '#store/redis/connection.ts'
import { checkDurability } from '#store/redis/durability.ts'
import { noAnswerText } from '../start/given-stores.ts'
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
      roomFinding(await connection.send<string>(['INFO', 'memory'])),
      clockFinding(ABOUT, Number(sec) * 1_000),
    ]
  } catch (error) {
    return [fault(ABOUT, noAnswerText(error, 'REDIS_URL'))]
  } finally {
    connection.close()
  }
}

const FULL_SHARE = 0.8

/** How much of the memory that Redis may take is taken: a full one refuses events. */
export function roomFinding(info: string): Finding {
  const metric = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
  const used = metric('used_memory')
  const most = metric('maxmemory') || metric('total_system_memory')
  if (most === 0) return warning(ABOUT, 'does not tell how much memory it may take: watch it elsewhere')
  const percent = Math.round((100 * used) / most)
  return used < FULL_SHARE * most
    ? good(ABOUT, `${percent} % of its memory is taken`)
    : fault(
        ABOUT,
        `${percent} % of its memory is taken, and a full one refuses events: raise maxmemory, and see that the archive keeps up`,
      )
}

const SKEW_MS = 2_000

/** Waits and deadlines are counted across machines, so their clocks must agree. */
export function clockFinding(about: string, itsMs: number): Finding {
  const skewMs = Math.abs(Date.now() - itsMs)
  return skewMs <= SKEW_MS
    ? good(about, 'its clock is ours')
    : fault(about, `its clock is ${Math.round(skewMs / 1_000)} s off ours: run NTP (chrony) on both machines`)
}
