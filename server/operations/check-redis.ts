import { openConnection } from '#store/redis/connection.ts'
import { checkDurability, type DurabilityFinding } from '#store/redis/durability.ts'
import { type CheckPart, type Finding, reasonOf, tell } from './finding.ts'

const ABOUT = 'Redis'

/** Version, persistence, eviction and hz of a Redis, and whether its clock is ours. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const connection = openConnection(url)
  try {
    const [sec] = await connection.send<[string, string]>(['TIME'])
    const findings = (await checkDurability(connection)).map(settingFinding)
    const answers = tell('good', ABOUT, 'answers')
    return [
      ...(findings.length === 0 ? [tell('good', ABOUT, 'redis_settings_good')] : findings),
      answers,
      roomFinding(await connection.send<string>(['INFO', 'memory'])),
      clockFinding(ABOUT, Number(sec) * 1_000),
    ]
  } catch (error) {
    return [tell('fault', ABOUT, 'no_answer', { reason: reasonOf(error), variable: 'REDIS_URL' })]
  } finally {
    connection.close()
  }
}

/** Names of settings that no sentence can choose by as they are. */
const NAMED: Readonly<Record<string, string>> = { 'maxmemory-policy': 'eviction' }

function settingFinding({ level, setting, value, wanted }: DurabilityFinding): Finding {
  if (setting === 'version') return tell(level, ABOUT, 'redis_version', { value: value ?? 'unknown' })
  if (setting === 'replicas') return tell(level, ABOUT, 'redis_replicas', { value: value ?? '0', wanted })
  const values = { setting, wanted, value: value ?? 'none', because: NAMED[setting] ?? setting }
  return tell(level, ABOUT, 'redis_setting', values)
}

const FULL_SHARE = 0.8

/** How much of the memory that Redis may take is taken: a full one refuses events. */
export function roomFinding(info: string): Finding {
  const metric = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
  const used = metric('used_memory')
  const most = metric('maxmemory') || metric('total_system_memory')
  if (most === 0) return tell('warning', ABOUT, 'redis_memory_unknown')
  const percent = Math.round((100 * used) / most)
  return used < FULL_SHARE * most
    ? tell('good', ABOUT, 'redis_memory', { percent })
    : tell('fault', ABOUT, 'redis_memory_full', { percent })
}

const SKEW_MS = 2_000

/** Waits and deadlines are counted across machines, so their clocks must agree. */
export function clockFinding(part: CheckPart, itsMs: number): Finding {
  const skewMs = Math.abs(Date.now() - itsMs)
  return skewMs <= SKEW_MS
    ? tell('good', part, 'clock_good')
    : tell('fault', part, 'clock_off', { seconds: Math.round(skewMs / 1_000) })
}
