import type { ConfigError } from '../../config/config-error.ts'
import type { AnyEvent, FloorEvent } from '../../event/event.ts'
import { erasePersonalData } from '../../event/personal-data.ts'
import type { EmittedTransition } from '../../rules/transition-key.ts'
import { siteLimits, usualLimits } from '../../site/limits.ts'
import { retentionMs } from '../../site/retention-days.ts'
import type { Site } from '../../site/site-schema.ts'
import { earlier } from '../../time/floor-clock.ts'
import { createInstants } from '../../time/instants.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import { createRegistry } from '../aggregates/registry.ts'
import { type CallbackCrowd, createCallbackCalls } from '../callback-attempts/callback-calls.ts'
import { createCaseArchive } from '../cold/case-archive.ts'
import { createEviction } from '../cold/eviction.ts'
import type { Kind } from '../entities/entity.ts'
import { createEmittedTransitions } from '../judging/emitted-transitions.ts'
import { createRuleHistory } from '../judging/judging.ts'
import { createLinking } from '../links/linking.ts'
import { allEventsOf, createFirstOpenings } from '../openings/first-opening.ts'
import { createOpenings } from '../openings/openings.ts'
import { createPersonSubjects } from '../persons/person-subjects.ts'
import { createCaseAggregates } from '../replay/case-aggregates.ts'
import { createWorkItems } from '../rows/work-items.ts'
import { createCaseDispatch } from './case-dispatch.ts'
import { type CaseDump, type CaseDumpParts, dumpCases, loadCases } from './case-dump.ts'
import type { CaseProjectionContext } from './case-projection-context.ts'
import { createCaseSettling } from './case-settling.ts'
import { type CaseViews, createCaseViews } from './case-views.ts'
import { createChangedEntities } from './changed-entities.ts'

/** The case side of the floor: what is owed to customers, to whom it is, and what the rules say of it. */
export interface CaseProjection extends CaseViews {
  /**
   * Folds one event of the case side, of a contact or an agent, wherever it belongs in order; `at` is its receipt.
   * False: so much was heard of what it is about that this is not folded.
   */
  apply(event: FloorEvent, at: number): boolean
  /** Takes personal data out of what is held of an entity, in the archive of cases too; what is counted stays. */
  erase(kind: Kind, id: string): void
  /** Another site file is in force; rules with errors leave the old ones so. */
  configure(site: Site, at: number): ConfigError[]
  /** Lets time pass: what falls due is said at its instant. */
  advance(now: number): void
  nextInstant(): number | null
  /** When (ms) something that waits for it is to be done again, or a piece of it, or null. */
  nextRefold(): number | null
  /** What the rules said since this was last called. */
  takeTransitions(): EmittedTransition[]
  /** The contacts of a customer that were queued or dialled at or after an instant, of the last 48 hours. */
  contactsSince(customer: string, at: number): readonly string[]
  /** The callbacks that a customer asked for, of those that are held. */
  callbacksOf(customer: string): Iterable<string>
  /** How much the customer of most callbacks, and of most calls since one of them was asked for, has of each. */
  callbackCrowd(): CallbackCrowd
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
  const registry = createRegistry({
    receipt: () => receipt,
    restore: (kind, id) => eviction.restore(kind, id),
  })
  const judging = createRuleHistory(context.holidays)
  const openings = createOpenings((at) => judging.siteAt(at))
  const instants = createInstants<string>()
  const emitted = createEmittedTransitions()
  let site: Site | null = null
  let day = 0
  const workItems = createWorkItems({
    judging,
    now: context.now,
    today: context.today,
    site: () => site,
    changed: context.changed,
  })

  const changed = createChangedEntities({
    ...{ judging, workItems, instants },
    moved: (subject, at) => context.moved?.(subject, at),
  })

  const aggregates = createCaseAggregates({
    judging,
    ...(context.stepsAtOnce === undefined ? {} : { stepsAtOnce: context.stepsAtOnce }),
    now: context.now,
    find: registry.find,
    contact: (id) => registry.get('contact', id),
    emit: emitted.emit,
    touched: changed.touch,
  })

  /** The entity is no longer held. */
  function dropped(entity: Entity): void {
    changed.forget(entity)
    if (entity.kind === 'callback') calls.forget(entity.id)
  }

  const eviction = createEviction({
    registry,
    judging,
    workItems,
    packer: context.packer,
    heldHot: context.heldHot,
    instants,
    linking: () => linking,
    flush: () => flush(),
    dropped,
    moved: (key, at) => context.moved?.(key, at),
  })

  const persons = createPersonSubjects({ registry, aggregates, judging, now: context.now })
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
    rewritten: persons.changed,
    listensTo: persons.listens,
    contradicted: context.contradicted,
  })
  const calls = createCallbackCalls({
    ...{ registry, aggregates, persons },
    limits: () => (site === null ? usualLimits : siteLimits(site)),
    peek: (id) => registry.hot('callback', id) ?? eviction.peek('callback', id),
    contactEvents: context.contactEvents,
    holdsContact: context.holdsContact,
    contactChanged: (id) => context.changed('contact', id),
    contactsSince: (customer, at, most) => linking.customers.since(customer, at, most),
  })
  const firsts = createFirstOpenings({ takeOut: aggregates.remove, contradicted: context.contradicted })

  const { flush, settle, settleSome, settleOf, settleShort, nextRefold } = createCaseSettling({
    ...{ linking, persons, aggregates, changed },
  })

  /** What follows was said before, or never will be. */
  function silently(what: () => void): void {
    flush()
    emitted.silently(() => {
      what()
      flush(true)
    })
  }

  const caseArchive = createCaseArchive({
    registry,
    aggregates,
    judging,
    packer: context.packer,
    linking: () => linking,
    keepMs: () => (site === null ? Number.POSITIVE_INFINITY : retentionMs(site, 'events')),
    flush,
    restoreOver: eviction.restoreOver,
    silently,
    dropped,
    admitted({ kind, id, receivedAt }) {
      if (kind === 'callback') calls.callbackChanged(id, receivedAt)
    },
  })

  const dispatch = createCaseDispatch({
    ...{ registry, aggregates, linking, persons, firsts, caseArchive, calls },
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
    for (const aggregate of [entity.aggregate, ...entity.linkedTo])
      if (aggregate !== null) aggregates.invalidate(aggregate)
    for (const event of allEventsOf(entity))
      erasePersonalData(event as { type: string; data: AnyEvent['data'] })
    flush(true)
  }

  function configure(next: Site, at: number): ConfigError[] {
    settle()
    eviction.restoreJudged(at)
    aggregates.beforeChange(registry.aggregates(), at)
    const result = judging.configure(next, at)
    if (!result.ok) return result.errors
    const before = site === null ? usualLimits : siteLimits(site)
    site = next
    openings.configured(next)
    if (!result.isSame) {
      aggregates.change(registry.aggregates(), result.from)
      changed.follow()
      eviction.each((some) => {
        aggregates.change(some, result.from)
        changed.follow()
      })
    }
    calls.limitsChanged(before, at)
    workItems.touchGroups()
    return []
  }

  function advance(now: number): void {
    flush()
    for (let due = instants.take(now); due !== null; due = instants.take(now)) {
      const entity = registry.byKey(due.key)
      if (entity === undefined) continue
      entity.dueAt = null
      aggregates.pass(entity, due.at)
      changed.touch(entity)
      changed.follow()
    }
    if (context.today() === day) return
    day = context.today()
    workItems.touchGroups()
  }

  const parts: CaseDumpParts = {
    judging,
    eviction: eviction,
    linking,
    caseArchive: caseArchive,
    calls,
    packer: context.packer,
    configured(sites) {
      for (const applied of sites) openings.configured(applied.site)
      site = sites.at(-1)?.site ?? null
    },
  }

  return {
    ...createCaseViews({
      ...{ registry, eviction, workItems, judging, aggregates, flush, settleOf },
      settle: settleShort,
      link: linking.settle,
      archivedEvents: caseArchive.eventsOf,
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
    callbackCrowd: calls.crowd,
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
    takeTransitions() {
      flush()
      return emitted.take()
    },
    flush: () => flush(),
    settle,
    settleSome,
  }
}
