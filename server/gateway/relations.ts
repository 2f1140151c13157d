import type { ShownFloor } from '#core/access/reach.ts'
import type { Changed } from '#core/floor/floor.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'
import { createKeyIndex, type Keys, NO_KEYS, sameKeys, unionOf } from './key-index.ts'
import {
  agentKey,
  basisOf,
  caseKey,
  isRelated,
  type KeySources,
  type Related,
  relatedTypes,
  relationKeysOf,
  subjectKey,
} from './relation-keys.ts'

/** Rows to look at again, each with the keys under which screens ask for it: those it had and those it has. */
export type RelationChange = Map<RowType, Map<string, Keys>>

export interface Update {
  touched: RelationChange
  /** Agents whose queues changed: the queue rows and notices of their desks are others now. */
  requeued: string[]
  /** A board holds other queues than before: what walls show is to be looked at anew. */
  everything: boolean
}

/** Whose the rows are: the index that leads from a changed row to the screens that may show it. */
export interface Relations {
  update(changed: Changed): Update
  /** The rows known under a key such as `agent/a1` or `case/C1`. */
  members(key: string): Iterable<readonly [RowType, string]>
  readonly size: number
}

interface Known {
  basis: string
  keys: Keys
  /** Of an agent: its team, queues and contacts; of a contact: the case it names. */
  row: AgentFacts | { case: string | null } | null
}
interface AgentFacts {
  team: string | null
  queues: string
  contacts: readonly string[]
}

const FAMILY: readonly Related[] = [
  'contact',
  'callback',
  'promise',
  'handoff',
  'approval',
  'assist',
  'alert',
]
const UNKNOWN: Known = { basis: '', keys: NO_KEYS, row: null }

function factsOf<T extends Related>(type: T, row: RowTypes[T]): Known['row'] {
  if (type === 'contact') return { case: (row as RowTypes['contact']).case }
  if (type !== 'agent') return null
  const { team, queues, contacts } = row as RowTypes['agent']
  return { team, queues: queues.join('\n'), contacts }
}

export function createRelations(floor: ShownFloor): Relations {
  const index = createKeyIndex()
  const known = new Map<Related, Map<string, Known>>(relatedTypes.map((type) => [type, new Map()]))
  const holders = new Map<string, Set<string>>()
  const boardQueues = new Map<string, string>()
  const knownOf = (type: Related, id: string) => known.get(type)!.get(id) ?? UNKNOWN
  const ask: KeySources = {
    ownerOf: (id) => floor.row('case', id)?.owner ?? null,
    contactsOf: (id) => index.ids(caseKey(id), 'contact'),
    holdersOf: (contact) => holders.get(contact) ?? [],
    keysOf: (type, id) => knownOf(type, id).keys,
  }

  function hold(agent: string, before: readonly string[], after: readonly string[]): void {
    for (const contact of before) {
      holders.get(contact)?.delete(agent)
      if (holders.get(contact)?.size === 0) holders.delete(contact)
    }
    for (const contact of after) holders.set(contact, (holders.get(contact) ?? new Set()).add(agent))
  }

  /** Puts a row at its keys. Gives what was known of it before, and whether others depend on what changed. */
  function place<T extends Related>(type: T, id: string): { before: Known; after: Known; moved: boolean } {
    const before = knownOf(type, id)
    const row = floor.row(type, id)
    const after: Known =
      row === null
        ? UNKNOWN
        : {
            basis: basisOf(type, row),
            keys: new Set(relationKeysOf[type](row, ask)),
            row: factsOf(type, row),
          }
    index.move(type, id, before.keys, after.keys)
    if (row === null) known.get(type)!.delete(id)
    else known.get(type)!.set(id, after)
    const moved = before.basis !== after.basis || !sameKeys(before.keys, after.keys)
    return { before, after, moved }
  }

  /** The keys of a row in which nothing changed that keys follow from; else null. */
  function stillAt<T extends Related>(type: T, id: string): Keys | null {
    const before = known.get(type)!.get(id)
    const row = floor.row(type, id)
    return before !== undefined && row !== null && basisOf(type, row) === before.basis ? before.keys : null
  }

  /** Whether boards are defined otherwise than before: their figures change at each event, and nothing hangs on those. */
  function boardsRedefined(ids: Iterable<string>): boolean {
    let redefined = false
    for (const id of ids) {
      const queues = floor.row('board', id)?.queues.join('\n')
      redefined ||= boardQueues.get(id) !== queues
      if (queues === undefined) boardQueues.delete(id)
      else boardQueues.set(id, queues)
    }
    return redefined
  }

  /** One turn: what changed, and what depends on it, growing along the order of types. */
  function turn(changed: Changed): Update {
    const everything = boardsRedefined(changed.get('board') ?? [])
    const update: Update = { touched: new Map(), requeued: [], everything }
    const work = new Map<RowType, Set<string>>()
    for (const [type, ids] of changed) work.set(type, new Set(ids))
    const pushed = new Set<string>()
    const push = (type: RowType, ids: Iterable<string>) => {
      const set = work.get(type) ?? new Set()
      work.set(type, set)
      for (const id of ids) {
        set.add(id)
        pushed.add(`${type}/${id}`)
      }
    }
    const pushCase = (facts: Known['row']) => {
      if (facts !== null && 'case' in facts && facts.case !== null) push('case', [facts.case])
    }

    function agentChanged(id: string): void {
      const { before, after, moved } = place('agent', id)
      const last = before.row as AgentFacts | null
      const next = after.row as AgentFacts | null
      hold(id, last?.contacts ?? [], next?.contacts ?? [])
      for (const contact of [...(last?.contacts ?? []), ...(next?.contacts ?? [])]) {
        push('contact', [contact])
        pushCase(knownOf('contact', contact).row)
      }
      if (moved) push('alert', index.ids(subjectKey(`agent/${id}`), 'alert'))
      if (last?.queues !== next?.queues) update.requeued.push(id)
      // What belongs to the agent is placed by the agent's team: all of it moves with it.
      if (last?.team !== next?.team)
        for (const [of, member] of [...index.members(agentKey(id))]) push(of, [member])
      mark(update.touched, 'agent', id, unionOf(before.keys, after.keys))
    }

    function changedRow(type: Related, id: string): void {
      const { before, after, moved } = place(type, id)
      mark(update.touched, type, id, unionOf(before.keys, after.keys))
      // What was pushed belongs by a row that changed, though its own keys are the same: what hangs on it moves too.
      if (!moved && !pushed.has(`${type}/${id}`)) return
      if (type === 'contact') for (const { row } of [before, after]) pushCase(row)
      if (type === 'case') for (const member of FAMILY) push(member, index.ids(caseKey(id), member))
      push('alert', index.ids(subjectKey(`${type}/${id}`), 'alert'))
      if (type === 'alert' || type === 'approval' || type === 'assist')
        markCases(unionOf(before.keys, after.keys))
    }

    /** Who holds an alert of a case, is asked for an approval of it or called to a desk about it may look at the case and what belongs to it. */
    function markCases(keys: Keys): void {
      for (const key of keys) {
        if (!key.startsWith(caseKey(''))) continue
        const id = key.slice(caseKey('').length)
        mark(update.touched, 'case', id, knownOf('case', id).keys)
        for (const of of FAMILY)
          for (const member of index.ids(key, of)) mark(update.touched, of, member, knownOf(of, member).keys)
      }
    }

    // Also a queue or a customer may be what an alert is about: without its row nobody can say whose it is.
    for (const [type, ids] of [...work])
      if (!isRelated(type))
        for (const id of ids) push('alert', index.ids(subjectKey(`${type}/${id}`), 'alert'))
    function visit(type: Related, id: string): void {
      // Nearly all changes are of figures: the row belongs to whom it belonged, and nobody else depends on it.
      const still = pushed.has(`${type}/${id}`) ? null : stillAt(type, id)
      if (still !== null) mark(update.touched, type, id, still)
      else if (type === 'agent') agentChanged(id)
      else changedRow(type, id)
    }
    for (const type of relatedTypes) for (const id of work.get(type) ?? []) visit(type, id)
    // A case that moved makes its contacts be looked at again; their own keys are the same as before.
    for (const id of work.get('contact') ?? [])
      mark(update.touched, 'contact', id, knownOf('contact', id).keys)
    for (const [type, ids] of work)
      if (!isRelated(type)) for (const id of ids) mark(update.touched, type, id, NO_KEYS)
    return update
  }

  turn(new Map([...relatedTypes, 'board' as const].map((type) => [type, new Set(floor.ids(type))])))
  return {
    update: turn,
    members: index.members,
    get size() {
      return index.size
    },
  }
}

function mark(touched: RelationChange, type: RowType, id: string, keys: Keys): void {
  const rows = touched.get(type) ?? new Map<string, Keys>()
  touched.set(type, rows)
  rows.set(id, unionOf(rows.get(id) ?? NO_KEYS, keys))
}
