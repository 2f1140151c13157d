import type { Telling, Way } from '../telling.ts'
import { type Ask, askFor, askState, unsentWays } from './asks.ts'
import type { Call } from './call.ts'
import { closingsOf } from './closings.ts'
import { tellingId } from './tell.ts'
import { contentOf, tellingOf } from './telling-of.ts'
import type { World } from './world.ts'

/** What is to be sent, by the subject that it follows from. */
export interface Outbox {
  /** The calls of a subject that hold at present. Gives when something of them is to be sent later, or null. */
  put(subject: string, standing: readonly Call[], world: World): number | null
  /** An alert may be over: whoever has a message of it that can be changed is shown so. */
  close(alert: string, world: World): void
  /** What is due to be sent, each message once until `again`. */
  take(world: World): Telling[]
  /** Gives once more what is not known to be told: whoever takes it knows what it has. */
  again(): void
}

/** So many ids are remembered; beyond, some are given once more, which does no harm. */
const REMEMBERED = 50_000

export function createOutbox(): Outbox {
  const asks = new Map<string, readonly Ask[]>()
  /** Subjects of which something is held back until the same instant for the same person. */
  const heaps = new Map<string, Set<string>>()
  const due = new Set<string>()
  const given = new Set<string>()
  let closing: Telling[] = []

  function keep(subject: string, open: readonly Ask[]): void {
    for (const { kind, from } of asks.get(subject) ?? []) {
      if (kind !== 'digest') continue
      heaps.get(from)?.delete(subject)
      if (heaps.get(from)?.size === 0) heaps.delete(from)
    }
    if (open.length === 0) asks.delete(subject)
    else asks.set(subject, open)
    for (const { kind, from } of open)
      if (kind === 'digest') heaps.set(from, (heaps.get(from) ?? new Set()).add(subject))
  }

  const isNew = ({ from, to }: Ask, way: Way) => !given.has(tellingId(from, to.id, way))

  function tellingsOf(ask: Ask, subject: string, world: World): Telling[] {
    const ways = unsentWays(ask, world).filter((way) => isNew(ask, way))
    if (ways.length === 0) return []
    const content = contentOf(ask, [...(heaps.get(ask.from) ?? [subject])], world)
    if (content === null) return []
    return ways.map((way) => tellingOf(ask, way, content, world)).filter((telling) => telling !== null)
  }

  return {
    put(subject, standing, world) {
      const all = standing.flatMap((call) => call.called.map((called) => askFor(call, called, world)))
      const open = all
        .filter((ask) => ask !== null)
        .filter((ask) => askState(ask, world).is !== 'failed' && unsentWays(ask, world).length > 0)
      keep(subject, open)
      due.add(subject)
      const later = open.map(({ at }) => at).filter((at) => at > world.now)
      return later.length === 0 ? null : Math.min(...later)
    },
    close(alert, world) {
      for (const telling of closingsOf(alert, world)) {
        if (!given.has(telling.id)) closing.push(telling)
        given.add(telling.id)
      }
    },
    take(world) {
      if (given.size > REMEMBERED) given.clear()
      const tellings = closing
      closing = []
      for (const subject of due)
        for (const ask of asks.get(subject) ?? []) {
          if (ask.at > world.now) continue
          const made = tellingsOf(ask, subject, world)
          for (const { id } of made) given.add(id)
          tellings.push(...made)
        }
      due.clear()
      return tellings
    },
    again() {
      given.clear()
      for (const subject of asks.keys()) due.add(subject)
    },
  }
}
