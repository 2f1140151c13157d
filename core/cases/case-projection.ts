import type { AnyEvent, FloorEvent } from '../event/event.ts'
import { erasePersonalData } from '../event/personal-data.ts'
import { earlier } from '../floor/floor-clock.ts'
import type { ConfigError } from '../site/config-error.ts'
import { keptMs } from '../site/keep-days.ts'
import type { Site } from '../site/site-schema.ts'
import { createInstants } from '../time/instants.ts'
import { createCallbackCalls } from './callback-calls.ts'
import type { Entity } from './case-aggregate.ts'
import { createCaseAggregates } from './case-aggregates.ts'
import { createCaseArchive } from './case-archive.ts'
import { createCaseDispatch } from './case-dispatch.ts'
import { type CaseDump, type CaseDumpParts, dumpCases, loadCases } from './case-dump.ts'
import type { CaseProjectionContext } from './case-projection-context.ts'
import { type CaseViews, createCaseViews } from './case-views.ts'
import type { Kind } from './entity.ts'
import { createEviction } from './eviction.ts'
import { allEventsOf, createFirstOpenings } from './first-opening.ts'
import { createRuleHistory } from './judging.ts'
import { createLinking } from './linking.ts'
import { createOpenings } from './openings.ts'
import { createRegistry } from './registry.ts'
import { createParties } from './rule-parties.ts'
import type { EmittedTransition } from './transition-key.ts'
import { createWorkItems } from './work-items.ts'

/** The case side of the floor: what is owed to customers, to whom it is, and what the rules say of it. */
export interface CaseProjection extends CaseViews {
  /**
   * Folds one event of the case side, of a contact or an agent, wherever it belongs in order; `at` is its receipt.
   * False: so much was heard of what it is about that this is not folded.
   */
  apply(event: FloorEvent, at: number): boolean
  /** Takes personal data out of what is held of an entity, on the shelf too; what is counted stays. */
  erase(kind: Kind, id: string): void
  /** Another site file is in force; rules with errors leave the old ones so. */
  configure(site: Site, at: number): ConfigError[]
  /** Lets time pass: what falls due is said at its instant. */
  advance(now: number): void
  nextInstant(): number | null
  /** When (ms) something that waits for it is to be done again, or a piece of it, or null. */
  nextRefold(): number | null
  /** What the rules said since this was last called. */
  takeLines(): EmittedTransition[]
  /** The contacts of a customer that were queued or dialled at or after an instant, of the last 48 hours. */
  contactsSince(customer: string, at: number): readonly string[]
  /** The callbacks that a customer asked for, of those that are held. */
  callbacksOf(customer: string): Iterable<string>
  /** The callback that a call of ours is an attempt at. */
  callbackOfCall(contact: string): string | null
  /** What is known of a customer: contacts of the last 48 hours, and cases. */
  ofCustomer(customer: string): { contacts: readonly string[]; cases: readonly string[] }
  /** Plays what was heard, but for what costs much and was played a short while ago. */
  flush(): void
  /** Plays all that was heard; `changed` has been told of everything afterwards. */
  settle(): void
  /** Plays some of what waits; false: nothing does. */
  settleSome(): boolean
  /** Writes the case side down in pieces; `load` takes them in their order, after the contacts were loaded. */
  dump(): Iterable<CaseDump>
  load(piece: CaseDump): void
}

export function createCaseProjection(context: CaseProjectionContext): CaseProjection {
  let receipt = 0
  const registry = createRegistry({ receipt: () => receipt, wake: (kind, id) => eviction.wake(kind, id) })
  const judging = createRuleHistory(context.holidays)
  const openings = createOpenings((at) => judging.siteAt(at))
  const instants = createInstants<string>()
  let lines: EmittedTransition[] = []
  let isQuiet = false
  let site: Site | null = null
  let day = 0
  const workItems = createWorkItems({
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

  /** Most have no instant and get none: of these nothing need be looked up. */
  function lookAt(entity: Entity, at: number | null): void {
    if (entity.lookAt === at) return
    entity.lookAt = at
    instants.set(entity.key, at)
  }

  function lookAgain(): void {
    if (touched.size === 0) return
    for (const entity of touched) {
      lookAt(entity, workItems.touch(entity))
      const next = entity.subject === null ? null : judging.next(entity.subject)
      context.moved?.(entity.key, next)
    }
    touched.clear()
  }

  const aggregates = createCaseAggregates({
    judging,
    ...(context.stepsAtOnce === undefined ? {} : { stepsAtOnce: context.stepsAtOnce }),
    now: context.now,
    find: registry.find,
    contact: (id) => registry.get('contact', id),
    say(line) {
      if (!isQuiet) lines.push(line)
    },
    touched: touch,
  })

  /** The entity is no longer held. */
  function dropped(entity: Entity): void {
    workItems.forget(entity)
    lookAt(entity, null)
    touched.delete(entity)
    if (entity.kind === 'callback') calls.forget(entity.id)
    context.moved?.(entity.key, null)
  }

  const eviction = createEviction({
    registry,
    judging,
    workItems,
    packer: context.packer,
    heldHot: context.heldHot,
    instants,
    linking: () => linking,
    flush,
    dropped,
    moved: (key, at) => context.moved?.(key, at),
  })

  const parties = createParties({ registry, aggregates, judging, now: context.now })
  const linking = createLinking({
    registry,
    aggregates,
    ...(context.stepsAtOnce === undefined ? {} : { stepsAtOnce: context.stepsAtOnce }),
    now: context.now,
    cold: eviction.status,
    contactEvents: context.contactEvents,
    watches: judging.remembered((type) => judging.begins('contact', type)),
    opens: openings.opens,
    mayOpen: openings.mayOpen,
    contactChanged: (id) => context.changed('contact', id),
    rewritten: parties.changed,
    minds: parties.listens,
    contradicted: context.contradicted,
  })
  const calls = createCallbackCalls({
    ...{ registry, aggregates, parties },
    peek: (id) => registry.hot('callback', id) ?? eviction.peek('callback', id),
    contactEvents: context.contactEvents,
    holdsContact: context.holdsContact,
    contactChanged: (id) => context.changed('contact', id),
    contactsSince: (customer, at) => linking.customers.since(customer, at),
  })
  const firsts = createFirstOpenings({ takeOut: aggregates.remove, contradicted: context.contradicted })

  /** What follows was said before, or never will be. */
  function quietly(what: () => void): void {
    flush()
    isQuiet = true
    what()
    flush(true)
    isQuiet = false
  }

  const caseArchive = createCaseArchive({
    registry,
    aggregates,
    judging,
    packer: context.packer,
    linking: () => linking,
    keepMs: () => (site === null ? Number.POSITIVE_INFINITY : keptMs(site, 'events')),
    flush,
    wakeOver: eviction.wakeOver,
    quietly,
    dropped,
    admitted({ kind, id, heardAt }) {
      if (kind === 'callback') calls.callbackChanged(id, heardAt)
    },
  })

  function flush(atOnce = false): void {
    linking.settle()
    parties.flush()
    aggregates.flush(atOnce)
    lookAgain()
  }

  function settle(): void {
    linking.settleAll()
    parties.settle()
    aggregates.settle()
    lookAgain()
  }

  function settleSome(): boolean {
    const isMore = linking.settleSome() || parties.settleSome() || aggregates.settleSome()
    lookAgain()
    return isMore
  }

  /** Plays what was heard of one entity's family, if that is not long. */
  function settleOf(entity: Entity | undefined): void {
    flush()
    if (entity?.family == null) return
    aggregates.settleShort(entity.family)
    lookAgain()
  }

  /** Plays what waits of families that are not long. */
  function settleShort(): void {
    flush()
    aggregates.settleShort()
    lookAgain()
  }

  const dispatch = createCaseDispatch({
    ...{ registry, aggregates, linking, parties, firsts, caseArchive, calls },
    most: context.most,
  })

  function apply(event: FloorEvent, at: number): boolean {
    receipt = Math.max(receipt, at)
    if (context.keepsOver !== true) caseArchive.sweep(at)
    eviction.sweep(at)
    return dispatch(event, at)
  }

  function erase(kind: Kind, id: string): void {
    if (kind === 'case') {
      if (registry.get('case', id) === undefined) caseArchive.take(id)
      caseArchive.archive.purge(id)
    }
    const entity = registry.get(kind, id)
    if (entity === undefined) return
    for (const family of [entity.family, ...entity.guestIn]) if (family !== null) aggregates.spoil(family)
    for (const event of allEventsOf(entity))
      erasePersonalData(event as { type: string; data: AnyEvent['data'] })
    flush(true)
  }

  function configure(next: Site, at: number): ConfigError[] {
    settle()
    eviction.wakeJudged(at)
    aggregates.beforeChange(registry.aggregates(), at)
    const result = judging.configure(next, at)
    if (!result.ok) return result.errors
    site = next
    openings.configured(next)
    if (!result.isSame) {
      aggregates.change(registry.aggregates(), result.from)
      lookAgain()
      eviction.each((some) => {
        aggregates.change(some, result.from)
        lookAgain()
      })
    }
    workItems.touchGroups()
    return []
  }

  function advance(now: number): void {
    flush()
    for (let due = instants.take(now); due !== null; due = instants.take(now)) {
      const entity = registry.byKey(due.key)
      if (entity === undefined) continue
      entity.lookAt = null
      aggregates.pass(entity, due.at)
      touch(entity)
      lookAgain()
    }
    if (context.today() === day) return
    day = context.today()
    workItems.touchGroups()
  }

  const nextRefold = () => earlier(linking.next(), earlier(parties.next(), aggregates.next()))

  const parts: CaseDumpParts = {
    judging,
    sleep: eviction,
    linking,
    shelf: caseArchive,
    calls,
    packer: context.packer,
    configured(sites) {
      for (const told of sites) openings.configured(told.site)
      site = sites.at(-1)?.site ?? null
    },
  }

  return {
    ...createCaseViews({
      ...{ registry, eviction, workItems, judging, aggregates, flush, settleOf },
      settle: settleShort,
      link: linking.settle,
      shelved: caseArchive.eventsOf,
      isMerged: linking.isMerged,
    }),
    ofCustomer: (customer) => ({
      contacts: linking.customers.since(customer, 0),
      cases: linking.casesOf(customer),
    }),
    apply,
    erase,
    contactsSince: (customer, at) => linking.customers.since(customer, at),
    callbacksOf: calls.ofCustomer,
    callbackOfCall: calls.ofCall,
    *dump() {
      settle()
      yield* dumpCases(parts)
    },
    load: (piece) => loadCases(parts, piece),
    configure,
    advance,
    nextInstant() {
      flush()
      return earlier(instants.next(), nextRefold())
    },
    nextRefold,
    takeLines() {
      flush()
      const emitted = lines
      lines = []
      return emitted
    },
    flush: () => flush(),
    settle,
    settleSome,
  }
}
