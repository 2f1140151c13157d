import { machineNoteText, stopsIntake } from '#core/machine/machine-note.ts'
import type { MachineWatch } from '#platform/machine-watch.ts'
import type { Heartbeat } from '#store/heartbeat.ts'
import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import type { EventLog } from '#store/log.ts'
import type { RedisConnection } from '#store/redis/connection.ts'
import { checkDurability } from '#store/redis/durability.ts'
import { unreadableText } from '#store/unreadable-text.ts'
import type { Check, Checks } from './http/readiness.ts'
import { checkTimers } from './operations/check-timers.ts'
import { contradictingText } from './operations/contradicting-feeds.ts'
import type { ScreensService } from './screens-service.ts'

const well: Check = { ok: true }
const ill = (detail: string): Check => ({ ok: false, detail })

export interface ReadyServices {
  readonly redis: RedisConnection
  /** Asks the database itself, apart from the connections that are open; rejects when it does not answer in time. */
  readonly askDatabase: () => Promise<void>
  readonly log: Pick<EventLog, 'last' | 'unreadable'>
  /** The workers'. */
  readonly heartbeat: Pick<Heartbeat, 'heardAgoMs'>
  readonly timers: Pick<TimerStatusStore, 'read'>
  readonly machine: Pick<MachineWatch, 'notes'>
  /** Null: this process shows nothing to anybody. */
  readonly screens: Pick<ScreensService, 'floor' | 'pages'> | null
}

function machineCheck(notes: ReturnType<MachineWatch['notes']>): Check {
  const detail = notes.map(machineNoteText).join('; ')
  if (notes.some(stopsIntake)) return ill(detail)
  return detail === '' ? well : { ok: true, detail }
}

/** What serving needs (contract §4): the log, its durability, the database, the timers; and what this process itself shows. */
export function readyChecks({
  redis,
  askDatabase,
  log,
  heartbeat,
  timers,
  machine,
  screens,
}: ReadyServices): Checks {
  return {
    log: async () => {
      const [unreadable] = await Promise.all([log.unreadable(), log.last()])
      const text = unreadableText(unreadable)
      return text === null ? well : { ok: true, detail: text }
    },
    durability: async () => {
      const findings = await checkDurability(redis)
      const faults = findings.filter(({ level }) => level === 'fault')
      return faults.length === 0 ? well : ill(faults.map(({ message }) => message).join('; '))
    },
    database: async () => {
      await askDatabase()
      return well
    },
    machine: () => machineCheck(machine.notes()),
    timers: async () => {
      const found = await checkTimers(heartbeat, timers)
      return found.level === 'good' ? well : ill(found.text)
    },
    ...(screens === null ? {} : screenChecks(screens)),
  }
}

const screenChecks = ({ floor, pages }: Pick<ScreensService, 'floor' | 'pages'>): Checks => ({
  floor() {
    if (!floor.live.live) return ill('the log is not followed up to its end')
    const detail = contradictingText(floor.live.floor)
    return detail === null ? well : { ok: true, detail }
  },
  pages: () => (pages() === null ? ill('the pages are not open yet') : well),
})
