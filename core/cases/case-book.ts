import type { HolidaySource } from '../calendars/opening-days.ts'
import type { Packer } from '../contacts/contact-archive.ts'
import type { FloorEvent } from '../event.ts'
import { createInstants } from '../instants.ts'
import type { ClockView, RowType, RowTypes } from '../row.ts'
import type { ClockWhy } from '../rules/why.ts'
import type { ConfigError } from '../site/config-error.ts'
import type { Site } from '../site/site-schema.ts'
import { caseNamed } from './belonging.ts'
import { type CaseDump, dumpEntity, type EntityDump, inPieces } from './case-dump.ts'
import { clocksOf, clockViews } from './clock-list.ts'
import { type Kind, kindOfEvent, kinds, makes } from './entity.ts'
import { createFamilies, eventsOf } from './families.ts'
import { type Entity, type Family, keyOf, newFamily } from './family.ts'
import type { QueueFigures } from './figures.ts'
import { createRuleHistory } from './judging.ts'
import type { SaidLine } from './line-key.ts'
import { createLinking } from './linking.ts'
import { createOpenings } from './openings.ts'
import { createOwed, type EntityRow, type OwedByTeam } from './owed.ts'
import { createParties } from './parties.ts'
import { createRegistry } from './registry.ts'
import { createShelf } from './shelf.ts'

export interface CaseBookContext {
  /** The instant up to which time has passed, ms since 1970. */
  now(): number
  /** Start of the site's day that `now` lies in. */
  today(): number
  readonly holidays: HolidaySource
  /** Everything heard of a contact so far in its order, the event just heard included. */
  contactEvents(id: string): readonly FloorEvent[]
  /** Makes what is over small in memory. */
  readonly packer: Packer
  /** A row of this type may have changed; for queues and boards their `callbacks` and `cases`. */
  changed(type: RowType, id: string): void
  /** A subject of rules ("case/C1") may have another next instant, ms or null; not asked for: nobody wants to know. */
  moved?(subject: string, at: number | null): void
}

/** The row types that the case side makes. */
export type CaseSideRow = EntityRow | 'team' | 'department'
/** A team's row has more: what its agents have done is known elsewhere. */
export type CaseSideRows = Omit<RowTypes, 'team'> & { team: OwedByTeam }

/** The case side of the floor: what is owed to customers, to whom it is, and what the rules say of it. */
export interface CaseBook {
  /** Folds one event of the case side, of a contact or an agent, wherever it belongs in order; `at` is its receipt. */
  hear(event: FloorEvent, at: number): void
  /** Another site file is in force; rules with errors leave the old ones so. */
  configure(site: Site, at: number): ConfigError[]
  /** Lets time pass: what falls due is said at its instant. */
  advance(now: number): void
  nextInstant(): number | null
  /** What the rules said since this was last called. */
  takeLines(): SaidLine[]
  /** Plays what was heard; `changed` has been told of everything afterwards. */
  flush(): void
  /** The case that a contact belongs to. */
  caseOf(contact: string): string | null
  /** The contacts of a customer that were queued or dialled at or after an instant, of the last 48 hours. */
  contactsSince(customer: string, at: number): readonly string[]
  row<T extends CaseSideRow>(type: T, id: string): CaseSideRows[T] | null
  ids(type: CaseSideRow): Iterable<string>
  /** `callbacks` and `cases` of a queue, or of a board's queues together. */
  queueFigures(...queues: string[]): QueueFigures
  /** The same of the whole site, with what is in no queue. */
  siteFigures(): QueueFigures
  clocksOf(kind: Kind, id: string): ClockView[]
  /** A case and what belongs to it. */
  family(caseId: string): { type: Kind; id: string }[]
  /** Every event of a case and its family in order, what was derived included. */
  timeline(caseId: string): FloorEvent[]
  /** Why the deadlines of a case's and its family's clocks are what they are. */
  why(caseId: string): ClockWhy[]
  /** Writes the case side down in pieces; `load` takes them in their order, after the contacts were loaded. */
  dump(): Iterable<CaseDump>
  load(piece: CaseDump): void
}

export function createCaseBook(context: CaseBookContext): CaseBook {
  let receipt = 0
  const registry = createRegistry(() => receipt)
  const judging = createRuleHistory(context.holidays)
  const openings = createOpenings((at) => judging.siteAt(at))
  const instants = createInstants<Entity>()
  let lines: SaidLine[] = []
  let isQuiet = false
  let site: Site | null = null
  let day = 0
  const owed = createOwed({
    judging,
    now: context.now,
    today: context.today,
    site: () => site,
    changed: context.changed,
  })

  const touched = new Set<Entity>()

  /** The entity may look different now, and with it the case that it belongs to. */
  function touch(entity: Entity): void {
    touched.add(entity)
    const main = entity.family?.main
    if (main !== undefined) touched.add(main)
  }

  function lookAgain(): void {
    for (const entity of touched) {
      instants.set(entity, owed.touch(entity))
      const next = entity.subject === null ? null : judging.next(entity.subject)
      context.moved?.(keyOf(entity.kind, entity.id), next)
    }
    touched.clear()
  }

  const families = createFamilies({
    judging,
    now: context.now,
    find: registry.find,
    contact: (id) => registry.get('contact', id),
    say(line) {
      if (!isQuiet) lines.push(line)
    },
    touched: touch,
  })

  const parties = createParties({ registry, families, judging })
  const linking = createLinking({
    registry,
    families,
    contactEvents: context.contactEvents,
    watches: (type) => judging.begins('contact', type),
    opens: openings.opens,
    mayOpen: openings.mayOpen,
    contactChanged: (id) => context.changed('contact', id),
    rewritten: parties.changed,
    minds: parties.listens,
  })

  /** What follows was said before, or never will be. */
  function quietly(what: () => void): void {
    flush()
    isQuiet = true
    what()
    flush()
    isQuiet = false
  }

  const shelf = createShelf({
    registry,
    families,
    judging,
    packer: context.packer,
    linking: () => linking,
    flush,
    quietly,
    dropped(entity) {
      owed.forget(entity)
      instants.set(entity, null)
      touched.delete(entity)
      context.moved?.(keyOf(entity.kind, entity.id), null)
    },
  })

  function homeOf(entity: Entity): Family {
    const caseId = entity.kind === 'allowance' ? null : caseNamed(entity)
    if (caseId !== null) return registry.ensure('case', caseId).family!
    return entity.family?.main === entity ? entity.family : newFamily(entity)
  }

  /** An event of a promise, hand-off, approval, callback or allowance. */
  function hearMember(kind: Kind, event: FloorEvent, at: number): void {
    const entity = registry.ensure(kind, event.subject)
    entity.heardAt = Math.max(entity.heardAt, at)
    const before = parties.listens(event.type) ? [...entity.own] : null
    if (!families.insert(entity, event)) return
    if (before !== null) parties.changed(before, entity.own, at)
    if (entity.family !== null && !makes(kind, event.type)) return
    const family = entity.family
    const home = homeOf(entity)
    entity.family = family
    families.move(entity, home, [])
    if (home.main.kind === 'case') linking.referredTo(home.main.id)
  }

  function flush(): void {
    linking.settle()
    families.flush()
    lookAgain()
  }

  /** What is heard of a case that lies on the shelf brings it back. */
  function takeBack(kind: Kind, event: FloorEvent): void {
    if (shelf.archive.size === 0) return
    const caseId = kind === 'case' ? event.subject : event.data.case
    if (typeof caseId === 'string' && registry.get('case', caseId) === undefined) shelf.take(caseId)
  }

  function known(kind: Kind, id: string): Entity | null {
    const entity = registry.get(kind, id)
    return entity?.known === true ? entity : null
  }

  function hear(event: FloorEvent, at: number): void {
    receipt = Math.max(receipt, at)
    shelf.sweep(at)
    if (event.type === 'system.link_withdrawn') linking.takeBack(event.subject)
    if (event.type.startsWith('agent.')) parties.hearAgent(event, at)
    const kind = kindOfEvent(event.type)
    if (kind === null) return
    takeBack(kind, event)
    if (kind === 'contact') linking.hearContact(event, at)
    else if (kind === 'case') linking.hearCase(event, at)
    else hearMember(kind, event, at)
  }

  function configure(next: Site, at: number): ConfigError[] {
    flush()
    families.beforeChange(registry.families(), at)
    const result = judging.configure(next, at)
    if (!result.ok) return result.errors
    site = next
    openings.configured(next)
    if (!result.isSame) {
      families.change(registry.families(), result.from)
      lookAgain()
    }
    owed.touchGroups()
    return []
  }

  function advance(now: number): void {
    flush()
    for (let due = instants.take(now); due !== null; due = instants.take(now)) {
      families.pass(due.key, due.at)
      touch(due.key)
      lookAgain()
    }
    if (context.today() === day) return
    day = context.today()
    owed.touchGroups()
  }

  function row(type: CaseSideRow, id: string): CaseSideRows[CaseSideRow] | null {
    flush()
    if (type === 'team') return owed.team(id)
    if (type === 'department') return owed.department(id)
    const entity = known(type, id)
    return entity === null ? null : owed.row(entity)
  }

  function ids(type: CaseSideRow): Iterable<string> {
    flush()
    if (type === 'team') return owed.teams()
    if (type === 'department') return owed.departments()
    return [...registry.all(type).values()].flatMap((entity) =>
      owed.row(entity) === null ? [] : [entity.id],
    )
  }

  function* dump(): Iterable<CaseDump> {
    flush()
    yield { part: 'head', sites: judging.dump(), sweptAt: shelf.sweptAt }
    for (const kind of kinds)
      for (const piece of inPieces(registry.all(kind).values(), 100))
        yield { part: 'entities', entities: piece.map(dumpEntity) }
    // Links are derived when their piece is loaded, which asks who came when.
    for (const contacts of inPieces(linking.customers.dump(), 2_000)) yield { part: 'customers', contacts }
    yield { part: 'links', ...linking.dump() }
    for (const { at, ids, bytes } of shelf.archive.dump())
      yield { part: 'shelf', at, ids, text: context.packer.toText(bytes) }
  }

  const loaded: EntityDump[] = []

  function load(piece: CaseDump): void {
    switch (piece.part) {
      case 'head':
        judging.load(piece.sites)
        for (const told of piece.sites) openings.configured(told.site)
        site = piece.sites.at(-1)?.site ?? null
        shelf.sweptAt = piece.sweptAt
        return
      case 'entities':
        loaded.push(...piece.entities)
        return
      case 'links':
        quietly(() => {
          linking.load({ derived: [], takenBack: piece.takenBack })
          shelf.admit(loaded.splice(0))
          linking.load({ derived: piece.derived, takenBack: [] })
        })
        return
      case 'customers':
        for (const [customer, id, at] of piece.contacts) linking.customers.note(customer, id, at)
        return
      case 'shelf':
        shelf.archive.load({ at: piece.at, ids: piece.ids, bytes: context.packer.fromText(piece.text) })
        return
      default:
        piece satisfies never
    }
  }

  return {
    hear,
    dump,
    load,
    configure,
    advance,
    nextInstant() {
      flush()
      return instants.next()
    },
    takeLines() {
      flush()
      const said = lines
      lines = []
      return said
    },
    flush,
    caseOf(contact) {
      linking.settle()
      const main = registry.get('contact', contact)?.family?.main
      return main?.kind === 'case' ? main.id : null
    },
    contactsSince: (customer, at) => linking.customers.since(customer, at),
    row: row as CaseBook['row'],
    ids,
    queueFigures(...queues) {
      flush()
      return owed.queueFigures(queues)
    },
    siteFigures() {
      flush()
      return owed.siteFigures()
    },
    clocksOf(kind, id) {
      flush()
      const entity = registry.get(kind, id)
      return entity === undefined ? [] : clockViews(clocksOf(entity, judging))
    },
    family(caseId) {
      linking.settle()
      const family = known('case', caseId)?.family
      if (family == null) return []
      return [family.main, ...family.members, ...family.guests].map(({ kind, id }) => ({ type: kind, id }))
    },
    timeline(caseId) {
      linking.settle()
      const family = known('case', caseId)?.family
      return family == null ? [] : eventsOf(family)
    },
    why(caseId) {
      flush()
      const family = known('case', caseId)?.family
      if (family == null) return []
      return [family.main, ...family.members].flatMap(({ subject }) =>
        subject === null ? [] : judging.why(subject),
      )
    },
  }
}
