import type { OpenRun } from '../alerts/alert-projection.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import { fieldsOf as rowFields } from '../collections/fields.ts'
import { lookUp } from '../collections/present.ts'
import { splitSubject } from '../event/subject.ts'
import type { Changed, Floor } from '../floor/floor.ts'
import type { SubjectFields } from '../rules/field-value.ts'
import { createJudge, type Judge, type RuleState } from '../rules/judge.ts'
import { compareTransitions, type RuleTransition } from '../rules/rule-transition.ts'
import { compileSite } from '../site/compile-site.ts'
import type { Site } from '../site/site-schema.ts'
import { createInstants } from '../time/instants.ts'
import { withOpenRun } from './open-run.ts'

/** The subjects whose rules watch figures of rows rather than events. */
const ROW_KINDS = ['queue', 'agent', 'feed', 'team'] as const
type WatchedKind = (typeof ROW_KINDS)[number] | 'site'

/** Whether rules of this kind of subject watch figures of rows. */
const isWatched = (kind: string): kind is WatchedKind =>
  kind === 'site' || ROW_KINDS.some((one) => one === kind)

/** What the figures of the whole site are made of. */
const OF_SITE = ['queue', 'case', 'callback', 'agent'] as const

export interface LevelWatchOptions {
  readonly floor: Pick<Floor, 'row' | 'ids' | 'site' | 'wholeSite'>
  readonly holidays: HolidaySource
  /** Whether a row may not be so any more, because its feed is not heard; not given: time is that of the events. */
  readonly isUnsure?: (kind: WatchedKind, id: string) => boolean
}

/**
 * Watches figures of rows: levels whose subject is a queue, an agent, a feed, a team or the site. What it says
 * depends on how figures moved while it watched, so only who says what the rules say keeps one.
 */
export interface LevelWatch {
  /** Judges all rows as they are at `at` (ms), going on with the runs that the log says are open. */
  begin(at: number, open: Iterable<OpenRun>): void
  /** Rows may have changed at `at`; whatever time alone brought up to then is said at its own instant. */
  judge(changed: Changed, at: number): void
  /** The next instant (ms) at which time alone makes something be said. */
  nextInstant(): number | null
  takeTransitions(): RuleTransition[]
}

export function createLevelWatch({ floor, holidays, isUnsure = () => false }: LevelWatchOptions): LevelWatch {
  const states = new Map<string, RuleState>()
  const instants = createInstants<string>()
  let site: Site | null = null
  let judge: Judge | null = null
  let transitions: RuleTransition[] = []

  const watches = (kind: WatchedKind) => judge?.rules.byKind.get(kind)?.hasLevels === true

  function fieldsOf(kind: WatchedKind, id: string): SubjectFields | null {
    const row = kind === 'site' ? floor.wholeSite() : floor.row(kind, id)
    return row === null ? null : rowFields(row)
  }

  function keep(by: Judge, key: string, state: RuleState, said: readonly RuleTransition[]): void {
    transitions.push(...said)
    instants.set(key, by.next(state))
  }

  function judgeRow(by: Judge, kind: WatchedKind, id: string, at: number): void {
    const key = `${kind}/${id}`
    const fields = fieldsOf(kind, id)
    const state = states.get(key) ?? by.begin(kind, id)
    if (fields === null || state === null) return
    states.set(key, state)
    const unsure = isUnsure(kind, id)
    // What was due by then followed from what was known then.
    if (unsure) keep(by, key, state, by.advance(state, at))
    keep(by, key, state, by.apply(state, { time: at, events: [], fields, unsure }))
  }

  /** Another site file is in force: a changed rule acts on open runs, runs of a rule that went are released. */
  function configure(at: number): boolean {
    if (floor.site === site) return false
    const compiled = compileSite(floor.site, holidays)
    site = floor.site
    if (!compiled.ok) return false
    const before = judge
    judge = createJudge(compiled.rules)
    if (before === null) return true
    for (const [key, state] of states) {
      const { kind, id } = state
      if (!isWatched(kind)) continue
      const fields = fieldsOf(kind, id) ?? {}
      keep(judge, key, state, judge.takeOver(state, before, at, fields, isUnsure(kind, id)))
    }
    return true
  }

  /** A subject that has no row any more, such as a feed that the site file names no more, is over. */
  function endGone(by: Judge, at: number): void {
    for (const [key, state] of states)
      if (isWatched(state.kind) && fieldsOf(state.kind, state.id) === null)
        keep(by, key, state, by.leave(state, at))
  }

  function judgeAll(by: Judge, at: number): void {
    endGone(by, at)
    for (const kind of ROW_KINDS)
      if (watches(kind)) for (const id of floor.ids(kind)) judgeRow(by, kind, id, at)
    if (watches('site')) judgeRow(by, 'site', floor.site.site.id, at)
  }

  function passTime(at: number): void {
    if (judge === null) return
    for (let due = instants.take(at); due !== null; due = instants.take(at)) {
      const state = lookUp(states, due.key)
      keep(judge, due.key, state, judge.advance(state, due.at))
    }
  }

  return {
    begin(at, open) {
      configure(at)
      for (const run of open) {
        if (judge === null || !isWatched(splitSubject(run.subject).kind)) continue
        const state = withOpenRun(judge, run, states.get(run.subject))
        if (state !== null) states.set(run.subject, state)
      }
      if (judge !== null) judgeAll(judge, at)
    },
    judge(changed, at) {
      // What falls due at this very instant is judged with what happened at it.
      passTime(at - 1)
      const isOther = configure(at)
      if (judge === null) return
      if (isOther) judgeAll(judge, at)
      for (const kind of ROW_KINDS)
        if (watches(kind)) for (const id of changed.get(kind) ?? []) judgeRow(judge, kind, id, at)
      if (watches('site') && OF_SITE.some((type) => changed.has(type)))
        judgeRow(judge, 'site', floor.site.site.id, at)
      passTime(at)
    },
    nextInstant: () => instants.next(),
    takeTransitions() {
      const taken = transitions.sort(compareTransitions)
      transitions = []
      return taken
    },
  }
}
