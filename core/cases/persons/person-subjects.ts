import { itemAt } from '../../collections/present.ts'
import { compareEvents, type FloorEvent, heldEvent } from '../../event/event.ts'
import { createWaiting, foldableFrom, isCheap, NEVER_FOLDED, type Paced } from '../../time/pace.ts'
import { type Entity, newAggregate } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import { type Kind, kindOfEvent } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'

export interface PersonSubjectsContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly judging: Judging
  now(): number
}

/** Whose events become others: before (asked once, if at all), and as they are. */
export interface Rewritten {
  readonly key: string
  before(): readonly FloorEvent[]
  now(): readonly FloorEvent[]
}

/** The events of an entity that is at hand. */
export function ownOf(entity: Entity): Rewritten {
  return { key: entity.key, before: () => [...entity.own], now: () => entity.own }
}

/** Customers and agents as subjects of rules: they hear the contacts, cases and callbacks that are theirs. */
export interface PersonSubjects {
  /** An entity's events become others, by what came in at `at`: who hears what of them follows when it is settled. */
  changed(whose: Rewritten, at: number): void
  /** Lets them hear what they hear, but for what costs much and was done a short while ago. */
  flush(): void
  /** All of it. */
  settle(): void
  /** Lets them hear what became of one entity; false: there is none. */
  settleSome(): boolean
  /** When (ms) what waits is to be done, or null. */
  next(): number | null
  /** Whether a rule about customers or agents minds an event of this type. */
  listens(type: string): boolean
  /** An event of an agent, which is their own. */
  applyAgent(event: FloorEvent, at: number): void
}

type PersonKind = 'customer' | 'agent'
const PERSON_KINDS: readonly PersonKind[] = ['customer', 'agent']
/** Types that say whose the entity is. */
const SAYS_WHOSE: Readonly<Record<PersonKind, ReadonlySet<string>>> = {
  customer: new Set([
    'contact.queued',
    'contact.dialled',
    'case.opened',
    'case.described',
    'callback.requested',
  ]),
  agent: new Set([
    'contact.answered',
    'contact.dialled',
    'case.opened',
    'case.assigned',
    'callback.requested',
    'callback.assigned',
    'callback.attempted',
  ]),
}

interface Hears {
  readonly id: string
  readonly event: FloorEvent
}

/** A customer hears all of what is theirs, also what came before it was known to be. */
function heardByCustomers(own: readonly FloorEvent[]): Hears[] {
  const ids = new Set<string>()
  for (const event of own) {
    const { data } = event
    const id = SAYS_WHOSE.customer.has(event.type) && 'customer' in data ? data.customer : undefined
    if (id !== undefined) ids.add(id)
  }
  return [...ids].sort().flatMap((id) => own.map((event) => ({ id, event })))
}

/** An agent hears what names them, and what else happens while it is theirs. */
function heardByAgents(own: readonly FloorEvent[]): Hears[] {
  const heard: Hears[] = []
  let whose: string | null = null
  for (const event of own) {
    const { data } = event
    const named = 'agent' in data ? (data.agent ?? null) : null
    const id = named ?? whose
    if (id !== null) heard.push({ id, event })
    // Given back, it is nobody's; who had it hears that, too.
    if (SAYS_WHOSE.agent.has(event.type) && (named !== null || event.type.endsWith('.assigned')))
      whose = named
  }
  return heard
}

const heardBy: Readonly<Record<PersonKind, (own: readonly FloorEvent[]) => Hears[]>> = {
  customer: heardByCustomers,
  agent: heardByAgents,
}

/** By whom first, or by the event first, as `heardBy` gives them. */
const orderOf: Readonly<Record<PersonKind, (a: Hears, b: Hears) => number>> = {
  customer: (a, b) => compareTexts(a.id, b.id) || compareEvents(a.event, b.event),
  agent: (a, b) => compareEvents(a.event, b.event) || compareTexts(a.id, b.id),
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What stands in the first of two sorted lists and not in the second. */
function missing(
  list: readonly Hears[],
  other: readonly Hears[],
  compare: (a: Hears, b: Hears) => number,
): Hears[] {
  const found: Hears[] = []
  let place = 0
  for (const one of list) {
    while (place < other.length && compare(itemAt(other, place), one) < 0) place++
    if (place === other.length || compare(itemAt(other, place), one) !== 0) found.push(one)
  }
  return found
}

/** Of whom the events became others: as they were, and how they are asked for now. */
interface Changed {
  readonly key: string
  readonly before: readonly FloorEvent[]
  now(): readonly FloorEvent[]
  at: number
}

export function createPersonSubjects({
  registry,
  aggregates,
  judging,
  now,
}: PersonSubjectsContext): PersonSubjects {
  const changes = new Map<string, Changed>()
  /** Whose events were very many a short while ago. */
  const lately = new Map<string, Paced>()
  const pacedOf = ({ key }: Changed) => lately.get(key) ?? NEVER_FOLDED
  const waiting = createWaiting<Changed>({ pacedOf, stepsOf: ({ before }) => before.length, now })

  function personEntity(kind: Kind, id: string) {
    const there = registry.get(kind, id)
    if (there !== undefined) return there
    const entity = registry.ensure(kind, id)
    entity.known = true
    newAggregate(entity)
    return entity
  }

  function applyTo(kind: PersonKind, { before, at }: Changed, after: readonly FloorEvent[]): void {
    const listens = ({ event }: Hears) => judging.listens(kind, event.type)
    const heard = heardBy[kind](before).filter(listens)
    const hears = heardBy[kind](after).filter(listens)
    const compare = orderOf[kind]
    for (const { id, event } of missing(heard, hears, compare)) {
      const entity = personEntity(kind, id)
      // What follows from a contact may have gone to another case, of which they heard it before.
      if (heldEvent(entity.own, event)?.subject === event.subject) aggregates.remove(entity, event)
    }
    for (const { id, event } of missing(hears, heard, compare)) {
      const entity = personEntity(kind, id)
      entity.receivedAt = Math.max(entity.receivedAt, at)
      const there = heldEvent(entity.own, event)
      if (there === undefined) aggregates.insert(entity, event)
      else if (there.subject !== event.subject) aggregates.replace(entity, there, event)
    }
  }

  function apply(change: Changed): void {
    changes.delete(change.key)
    const after = change.now()
    for (const kind of PERSON_KINDS) if (judging.watches(kind)) applyTo(kind, change, after)
    for (const [key, paced] of lately) if (foldableFrom(paced, now()) <= now()) lately.delete(key)
    if (!isCheap(after.length)) lately.set(change.key, { steps: after.length, foldedAt: now() })
  }

  return {
    applyAgent(event, at) {
      if (!judging.listens('agent', event.type)) return
      const entity = personEntity('agent', event.subject)
      entity.receivedAt = Math.max(entity.receivedAt, at)
      aggregates.insert(entity, event)
    },
    changed(whose, at) {
      const there = changes.get(whose.key)
      if (there !== undefined) {
        there.at = Math.max(there.at, at)
        return
      }
      const change = { key: whose.key, before: whose.before(), now: whose.now, at }
      changes.set(whose.key, change)
      waiting.add(change)
    },
    flush() {
      if (waiting.size > 0) for (const change of waiting.take(now())) apply(change)
    },
    settle() {
      for (const change of waiting.take()) apply(change)
    },
    settleSome() {
      const change = waiting.takeOne()
      if (change !== null) apply(change)
      return change !== null
    },
    next: waiting.next,
    listens: judging.remembered((type) => {
      if (kindOfEvent(type) === null) return false
      return PERSON_KINDS.some(
        (kind) => judging.watches(kind) && (judging.listens(kind, type) || SAYS_WHOSE[kind].has(type)),
      )
    }),
  }
}
