import { compareEvents, type FloorEvent } from '../event.ts'
import { type Kind, kindOfEvent } from './entity.ts'
import type { Families } from './families.ts'
import { newFamily } from './family.ts'
import type { Judging } from './judging.ts'
import type { Registry } from './registry.ts'
import { saidText } from './said.ts'

export interface PartiesContext {
  readonly registry: Registry
  readonly families: Families
  readonly judging: Judging
}

/** Customers and agents as subjects of rules: they hear the contacts, cases and callbacks that are theirs. */
export interface Parties {
  /** An entity's events became others: who hears what of them follows. */
  changed(before: readonly FloorEvent[], after: readonly FloorEvent[], at: number): void
  /** Whether a rule about customers or agents minds an event of this type. */
  listens(type: string): boolean
  /** An event of an agent, which is their own. */
  hearAgent(event: FloorEvent, at: number): void
}

type Party = 'customer' | 'agent'
const PARTIES: readonly Party[] = ['customer', 'agent']
/** Types that say whose the entity is. */
const SAYS_WHOSE: Readonly<Record<Party, ReadonlySet<string>>> = {
  customer: new Set(['contact.queued', 'contact.dialled', 'case.opened', 'callback.requested']),
  agent: new Set([
    'contact.answered',
    'contact.dialled',
    'case.opened',
    'case.assigned',
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
    const id = SAYS_WHOSE.customer.has(event.type) ? saidText(event, 'customer') : null
    if (id !== null) ids.add(id)
  }
  return [...ids].flatMap((id) => own.map((event) => ({ id, event })))
}

/** An agent hears what names them, and what else happens while it is theirs. */
function heardByAgents(own: readonly FloorEvent[]): Hears[] {
  const heard: Hears[] = []
  let whose: string | null = null
  for (const event of own) {
    const named = saidText(event, 'agent')
    const id = named ?? whose
    if (id !== null) heard.push({ id, event })
    if (named !== null && SAYS_WHOSE.agent.has(event.type)) whose = named
  }
  return heard
}

const heardBy: Readonly<Record<Party, (own: readonly FloorEvent[]) => Hears[]>> = {
  customer: heardByCustomers,
  agent: heardByAgents,
}

function has(list: readonly Hears[], one: Hears): boolean {
  return list.some(({ id, event }) => id === one.id && compareEvents(event, one.event) === 0)
}

export function createParties({ registry, families, judging }: PartiesContext): Parties {
  function partyOf(kind: Kind, id: string) {
    const there = registry.get(kind, id)
    if (there !== undefined) return there
    const entity = registry.ensure(kind, id)
    entity.known = true
    newFamily(entity)
    return entity
  }

  function apply(kind: Party, before: readonly FloorEvent[], after: readonly FloorEvent[], at: number): void {
    const listens = ({ event }: Hears) => judging.listens(kind, event.type)
    const heard = heardBy[kind](before).filter(listens)
    const hears = heardBy[kind](after).filter(listens)
    for (const one of heard) if (!has(hears, one)) families.remove(partyOf(kind, one.id), one.event)
    for (const one of hears) {
      if (has(heard, one)) continue
      const entity = partyOf(kind, one.id)
      entity.heardAt = Math.max(entity.heardAt, at)
      families.insert(entity, one.event)
    }
  }

  return {
    hearAgent(event, at) {
      if (!judging.listens('agent', event.type)) return
      const entity = partyOf('agent', event.subject)
      entity.heardAt = Math.max(entity.heardAt, at)
      families.insert(entity, event)
    },
    changed(before, after, at) {
      for (const kind of PARTIES) if (judging.watches(kind)) apply(kind, before, after, at)
    },
    listens: judging.remembered((type) => {
      if (kindOfEvent(type) === null) return false
      return PARTIES.some(
        (kind) => judging.watches(kind) && (judging.listens(kind, type) || SAYS_WHOSE[kind].has(type)),
      )
    }),
  }
}
