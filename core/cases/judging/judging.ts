import type { HolidaySource } from '../../calendars/opening-days.ts'
import { itemAt, present } from '../../collections/present.ts'
import type { ConfigError } from '../../config/config-error.ts'
import type { FloorEvent } from '../../event/event.ts'
import type { Severity } from '../../rows/row.ts'
import type { OnEnd } from '../../rules/clock.ts'
import { judgedByEvents } from '../../rules/compile-rules.ts'
import type { SubjectFields } from '../../rules/field-value.ts'
import { type ClockState, createJudge, type Judge, type RuleState } from '../../rules/judge.ts'
import type { Rule, RuleSet } from '../../rules/rule.ts'
import type { RuleTransition, SubjectKind } from '../../rules/rule-transition.ts'
import { type ClockWhy, whyOf } from '../../rules/why.ts'
import { compileSite } from '../../site/compile-site.ts'
import type { Site } from '../../site/site-schema.ts'
import { createRemembered, type Remembered } from './remembered.ts'

export type RuleSubject = RuleState
export type EmitTransition = (transition: RuleTransition) => void

/** What the case side asks of the rules; which rule set is in force follows from the instant. */
export interface Judging {
  /** Whether an event of this type can make a rule begin to watch a subject of this kind. */
  begins(kind: SubjectKind, type: string): boolean
  /** Whether an event of this type can do anything to a subject of this kind. */
  listens(kind: SubjectKind, type: string): boolean
  /** Keeps what is answered of a type for as long as the rules stay the same. */
  remembered: Remembered['ofType']
  /** Whether any rule watches subjects of this kind. */
  watches(kind: SubjectKind): boolean
  /** Whether an event of a case of this type can make a rule begin to watch any member of its aggregate. */
  beginsAtCase(type: string): boolean
  begin(kind: SubjectKind, id: string, at: number): RuleSubject | null
  /**
   * Events heard at one instant, in order, with the fields after all of them; what was due before it comes first.
   * `takesOver`: subjects that go on in this one from that instant.
   */
  apply(
    subject: RuleSubject,
    at: number,
    events: readonly FloorEvent[],
    fields: SubjectFields,
    say: EmitTransition,
    takesOver?: readonly RuleSubject[],
  ): void
  /** Says what time alone makes true up to and including `until`. */
  pass(subject: RuleSubject, until: number, say: EmitTransition): void
  next(subject: RuleSubject): number | null
  /** The instants in (after, until] at which another rule set came into force. */
  changes(after: number, until: number): readonly number[]
  /** The instant of the last change; -Infinity if there was none. */
  lastChange(): number
  change(subject: RuleSubject, at: number, fields: SubjectFields, say: EmitTransition): void
  clocks(subject: RuleSubject): ClockState[]
  /** What those clocks amount to (rules/judge.ts, `standing`). */
  status(subject: RuleSubject): number
  /** Why the deadlines of those clocks are what they are. */
  why(subject: RuleSubject): ClockWhy[]
  /** The same of the runs that stops end while something is done, in the order in which they end. */
  endedDuring(what: () => void): ClockWhy[]
  severity(rule: string): Severity
  /** Whether an event of this type can end the runs of a clock rule. */
  stops(rule: string, type: string): boolean
  /** Whether time alone will make something be said of it, or a clock of it has not come to its end. */
  isBusy(subject: RuleSubject): boolean
  /** How far back (ms) rules that count within a window look at subjects of this kind. */
  windowMs(kind: SubjectKind): number
}

/** Rule sets one after the other. */
export interface RuleHistory extends Judging {
  /** The site in force at an instant; the first one also before it. Null: none was ever told. */
  siteAt(at: number): Site | null
  /**
   * Takes a site's rules into force and gives the instant from which they are. A set with errors changes nothing:
   * the old one stays.
   */
  configure(
    site: Site,
    at: number,
  ): { ok: true; from: number; isSame: boolean } | { ok: false; errors: ConfigError[] }
  /** The sites told so far, for a snapshot; what is loaded replaces what was told. */
  dump(): SiteFrom[]
  load(sites: readonly SiteFrom[]): void
}

/** A site and the instant (ms) from which it is in force; null: from the beginning. */
export interface SiteFrom {
  readonly from: number | null
  readonly site: Site
}

interface InForce {
  readonly from: number
  readonly judge: Judge
  readonly beginning: ReadonlyMap<SubjectKind, ReadonlySet<string> | 'any'>
  readonly severities: ReadonlyMap<string, Severity>
  /** What can make a rule begin to watch a promise, hand-off, approval, callback or contact. */
  readonly atCase: ReadonlySet<string> | 'any'
}

/** The event types with which a rule can begin to watch; a level may at any event. */
function beginningOf(rule: Rule): Iterable<string> | 'any' {
  switch (rule.kind) {
    case 'clock':
      return rule.start.keys()
    case 'count':
      return rule.of.keys()
    case 'level':
      return 'any'
  }
}

function beginnings({ byKind }: RuleSet): Map<SubjectKind, ReadonlySet<string> | 'any'> {
  const all = new Map<SubjectKind, ReadonlySet<string> | 'any'>()
  for (const [kind, { rules }] of byKind) {
    const types = new Set<string>()
    for (const rule of rules) {
      const its = beginningOf(rule)
      if (its === 'any') all.set(kind, 'any')
      else for (const type of its) types.add(type)
    }
    if (!all.has(kind)) all.set(kind, types)
  }
  return all
}

const MEMBERS: readonly SubjectKind[] = ['promise', 'handoff', 'approval', 'assist', 'callback', 'contact']

function atCase(beginning: InForce['beginning']): InForce['atCase'] {
  const types = new Set<string>()
  for (const kind of MEMBERS) {
    const its = beginning.get(kind)
    if (its === 'any') return 'any'
    for (const type of its ?? []) types.add(type)
  }
  return types
}

const NO_CHANGES: readonly number[] = []
const BEGINNING = Number.NEGATIVE_INFINITY

/** Two sites judge alike if their rules, calendars with their holidays, and zone are the same. */
function judgesBy({ site, calendars, holidays, rules }: Site): string {
  return JSON.stringify([site.timezone, calendars, holidays, rules])
}

/** Judging by the site files that come into force one after the other. */
export function createRuleHistory(holidays: HolidaySource): RuleHistory {
  let sets: InForce[] = []
  let sites: { from: number; site: Site }[] = []
  let ended: ClockWhy[] | null = null

  const answers = createRemembered()
  const begins = answers.ofKind((kind, type) =>
    sets.some(({ beginning }) => {
      const types = beginning.get(kind)
      return types === 'any' || types?.has(type) === true
    }),
  )
  const beginsAtCase = answers.ofType((type) =>
    sets.some(({ atCase }) => atCase === 'any' || atCase.has(type)),
  )
  const listens = answers.ofKind((kind, type) => sets.some(({ judge }) => judge.listens(kind, type)))

  /** A run that was never said is nobody's business. */
  const noteEnd: OnEnd = (rule, run, subject, at) => {
    if (run.number > 0) ended?.push(whyOf(rule, run, subject, at))
  }

  function placeAt(history: readonly { from: number }[], at: number): number {
    for (let place = history.length - 1; place > 0; place--)
      if (itemAt(history, place).from <= at) return place
    return 0
  }

  const latest = () => sets.at(-1)
  const judge = () => present(latest(), 'a set of rules').judge

  function configure(site: Site, at: number): ReturnType<RuleHistory['configure']> {
    const before = sites.at(-1)
    // Two sets of one instant would leave nothing to tell them apart by: the later one begins a millisecond on.
    const from = before === undefined ? BEGINNING : Math.max(at, before.from + 1)
    const isSame = before !== undefined && judgesBy(before.site) === judgesBy(site)
    if (!isSame) {
      const compiled = compileSite(site, holidays)
      if (!compiled.ok) return compiled
      const severities = new Map(compiled.rules.rules.map(({ id, config }) => [id, config.severity]))
      const rules = judgedByEvents(compiled.rules)
      const beginning = beginnings(rules)
      answers.forget()
      sets.push({
        from,
        judge: createJudge(rules, noteEnd),
        beginning,
        severities,
        atCase: atCase(beginning),
      })
    }
    sites.push({ from, site })
    return { ok: true, from, isSame }
  }

  return {
    begins,
    beginsAtCase,
    listens,
    remembered: answers.ofType,
    watches: (kind) => sets.some(({ beginning }) => beginning.has(kind)),
    begin: (kind, id, at) => sets[placeAt(sets, at)]?.judge.begin(kind, id) ?? null,
    apply(subject, time, events, fields, say, takesOver) {
      const { judge } = itemAt(sets, placeAt(sets, time))
      const instant = { time, events, fields, ...(takesOver === undefined ? {} : { takesOver }) }
      for (const transition of judge.apply(subject, instant)) say(transition)
    },
    pass(subject, until, say) {
      for (const transition of judge().advance(subject, until)) say(transition)
    },
    next: (subject) => judge().next(subject),
    changes(after, until) {
      if (sets.length < 2) return NO_CHANGES
      return sets.slice(1).flatMap(({ from }) => (from > after && from <= until ? [from] : []))
    },
    lastChange: () => latest()?.from ?? BEGINNING,
    change(subject, at, fields, say) {
      const place = placeAt(sets, at)
      if (place === 0) return
      for (const transition of itemAt(sets, place).judge.takeOver(
        subject,
        itemAt(sets, place - 1).judge,
        at,
        fields,
      ))
        say(transition)
    },
    clocks: (subject) => judge().clocks(subject),
    status: (subject) => judge().status(subject),
    why: (subject) => judge().why(subject),
    endedDuring(what) {
      const those: ClockWhy[] = []
      ended = those
      try {
        what()
      } finally {
        ended = null
      }
      return those
    },
    stops(rule, type) {
      const found = latest()?.judge.rules.rules.find(({ id }) => id === rule)
      return found?.kind === 'clock' && found.stop.has(type)
    },
    severity: (rule) => latest()?.severities.get(rule) ?? 'warning',
    siteAt: (at) => sites[placeAt(sites, at)]?.site ?? null,
    isBusy(subject) {
      const by = judge()
      return by.next(subject) !== null || by.clocks(subject).some(({ state }) => state !== 'released')
    },
    windowMs: (kind) =>
      Math.max(
        0,
        ...(latest()?.judge.rules.rules ?? []).map((rule) =>
          rule.kind === 'count' && rule.subject === kind ? (rule.withinMs ?? 0) : 0,
        ),
      ),
    configure,
    dump: () => sites.map(({ from, site }) => ({ from: from === BEGINNING ? null : from, site })),
    load(history) {
      sets = []
      sites = []
      answers.forget()
      for (const { from, site } of history) configure(site, from ?? BEGINNING)
    },
  }
}
