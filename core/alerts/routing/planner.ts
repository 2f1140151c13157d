import type { Changed } from '../../floor.ts'
import { createInstants } from '../../instants.ts'
import type { Telling } from '../telling.ts'
import { type Call, handoffOf, handoffSubject } from './call.ts'
import { firingOf } from './firing.ts'
import { gravityOf } from './gravity.ts'
import { createOutbox } from './outbox.ts'
import { type Plan, planAlert } from './plan-alert.ts'
import { isStillAsked, planHandoff } from './plan-handoff.ts'
import type { Interruption } from './told-book.ts'
import { createUnderWay } from './under-way.ts'
import type { World } from './world.ts'

/**
 * Keeps in mind what is to be planned: which alerts and hand-offs changed, and when each is to be looked at again. All
 * that it knows follows from the world that it is shown; one begun anew comes to the same.
 */
export interface Planner {
  /** Rows that may have changed. */
  touch(changed: Changed): void
  /** Another site file, other ways: all is to be looked at again. */
  touchAll(world: Pick<World, 'floor'>): void
  /** The steps that are due, the gravest first. Each is given once, unless it is `refused`. */
  takeCalls(world: World): Call[]
  /** These did not get into the log. */
  refused(calls: readonly Call[]): void
  /** What is to be sent now, each message once until `sendAgain`. To be asked after `takeCalls`. */
  takeTellings(world: World): Telling[]
  /** Gives again what was given and of which nothing is heard. */
  sendAgain(): void
  /** When something is next due, ms; null: nothing is. */
  nextInstant(): number | null
}

/** The calls of a subject that still hold: of an alert, those since it last spoke up. */
function standingCalls(subject: string, { floor, now }: World): readonly Call[] {
  const calls = floor.told.calls(subject)
  const handoff = handoffOf(subject)
  if (handoff !== null) {
    const row = floor.row('handoff', handoff)
    return calls.filter((call) => isStillAsked(call, row))
  }
  const named = floor.alert(subject)
  const firing = named && firingOf(named.alert, now)
  return firing === null ? [] : calls.filter((call) => call.firing === firing.key)
}

function gravestFirst(subjects: Iterable<string>, { floor }: World): string[] {
  const keyed = [...subjects].map((subject) => {
    const alert = handoffOf(subject) === null ? floor.alert(subject)?.alert : undefined
    const gravity = alert === undefined ? -1 : gravityOf(alert.about.severity, alert.step > 0)
    return { subject, gravity, at: alert?.dueAt ?? alert?.raisedAt ?? 0 }
  })
  keyed.sort((a, b) => b.gravity - a.gravity || a.at - b.at || (a.subject < b.subject ? -1 : 1))
  return keyed.map(({ subject }) => subject)
}

export function createPlanner(): Planner {
  const dirty = new Set<string>()
  const instants = createInstants<string>()
  const underWay = createUnderWay()
  const outbox = createOutbox()

  /** What is due by time is looked at like what changed. */
  function wake(now: number): void {
    for (let due = instants.take(now); due !== null; due = instants.take(now)) dirty.add(due.key)
  }

  function planOf(subject: string, world: World): Plan {
    const handoff = handoffOf(subject)
    if (handoff !== null) {
      const row = world.floor.row('handoff', handoff)
      return { due: row === null ? null : planHandoff(row, world), next: null }
    }
    const named = world.floor.alert(subject)
    if (named === null) return { due: null, next: null }
    const before = (person: string): readonly Interruption[] => {
      const planned = underWay.interruptions(person)
      const known = world.floor.told.interruptions(person)
      return planned.length === 0 ? known : [...known, ...planned]
    }
    return planAlert(named, before, world)
  }

  function look(subject: string, world: World): Call | null {
    const waiting = underWay.about(subject)
    const isBack = waiting !== null && world.floor.told.calls(subject).some(({ key }) => key === waiting.key)
    if (isBack) underWay.remove(subject)
    if (handoffOf(subject) === null) outbox.close(subject, world)
    const later = outbox.put(subject, standingCalls(subject, world), world)
    const { due, next } = waiting !== null && !isBack ? { due: null, next: null } : planOf(subject, world)
    const at = [later, next].filter((instant) => instant !== null)
    instants.set(subject, at.length === 0 ? null : Math.min(...at))
    return due
  }

  return {
    touch(changed) {
      for (const id of changed.get('alert') ?? []) dirty.add(id)
      for (const id of changed.get('handoff') ?? []) dirty.add(handoffSubject(id))
    },
    touchAll({ floor }) {
      for (const id of floor.ids('alert')) dirty.add(id)
      for (const id of floor.ids('handoff')) dirty.add(handoffSubject(id))
    },
    takeCalls(world) {
      wake(world.now)
      const calls: Call[] = []
      for (const subject of gravestFirst(dirty, world)) {
        const call = look(subject, world)
        if (call === null) continue
        underWay.add(call)
        calls.push(call)
      }
      dirty.clear()
      return calls
    },
    refused(calls) {
      for (const { subject } of calls) {
        underWay.remove(subject)
        dirty.add(subject)
      }
    },
    takeTellings: (world) => outbox.take(world),
    sendAgain: () => outbox.again(),
    nextInstant: () => instants.next(),
  }
}
