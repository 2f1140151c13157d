import { setImmediate as turn } from 'node:timers/promises'
import type { EventType } from '#core/event/event-data.ts'
import type { Floor } from '#core/floor/floor.ts'
import { requestKinds, requestOf, requestRow } from '#core/notify/escalation-step.ts'
import type { RowType } from '#core/rows/row.ts'
import { type EventGroup, groupKey } from '#store/postgres/event-removal.ts'

export type HeldFloor = Pick<Floor, 'now' | 'site' | 'row' | 'ids' | 'aggregate' | 'eventsOf' | 'openRuns'>

/** What of the old events the floor still stands on: what is open or owed, and what has just ended. */
export interface StillHeld {
  /** A case with its aggregate, a contact, or another thing that ends. */
  group(group: EventGroup): boolean
  /** An alert that is shown, or a hand-off that is owed: who was called upon for it, and what became of that. */
  alert(id: string): boolean
  /** A turn of duty that somebody stands in for until then (as text), and that is not over. */
  swap(until: string | null): boolean
  /** Whether what was said last of an agent by events of this type still counts: who is signed in, and a shift to come. */
  agent(id: string, type: string): boolean
  /** A run of a rule about what never ends (a queue, a team …) that has not ended. */
  run(rule: string, subject: string): boolean
}

/** Cases looked at in one turn of the loop, which the timers share. */
const AT_ONCE = 50
const SHIFT: EventType = 'agent.shift'
const ROWS: ReadonlySet<string> = new Set<RowType>([
  ...([
    'contact',
    'case',
    'promise',
    'handoff',
    'approval',
    'assist',
    'callback',
    'allowance',
    'notice',
  ] as const),
])

/** Whether what was asked of somebody has a row: a call names it by its id alone, what became of a message by its kind too. */
function isRequested(floor: HeldFloor, subject: string): boolean {
  const named = requestOf(subject)
  return named === null
    ? requestKinds.some((is) => floor.row(requestRow[is], subject) !== null)
    : floor.row(requestRow[named.is], named.id) !== null
}

/** Looks at the floor as it is; `before`: the instant (ms) from which on events are kept whatever they are about. */
export async function stillHeld(floor: HeldFloor, before: number): Promise<StillHeld> {
  const aggregates = await oldAggregates(floor, before)
  const runs = new Set<string>()
  for (const { rule, subject } of floor.openRuns()) runs.add(`${rule} ${subject}`)

  function group(about: EventGroup): boolean {
    const { kind, subject } = about
    if (aggregates.has(groupKey(about))) return true
    if (kind === 'case' && floor.eventsOf('case', subject).length > 0) return true
    return ROWS.has(kind) && floor.row(kind as RowType, subject) !== null
  }

  return {
    group,
    alert: (id) => floor.row('alert', id) !== null || isRequested(floor, id),
    swap: (until) => until !== null && Date.parse(until) >= before,
    agent(id, type) {
      const row = floor.row('agent', id)
      if (row === null || row.state !== 'offline') return row !== null
      return type === SHIFT && row.shift !== null && Date.parse(row.shift.to) >= floor.now
    },
    run: (rule, subject) => runs.has(`${rule} ${subject}`),
  }
}

/** What belongs to the cases on the floor that are older: among it contacts that are long over. */
async function oldAggregates(floor: HeldFloor, before: number): Promise<Set<string>> {
  const members = new Set<string>()
  const cases = [...floor.ids('case')]
  for (const [index, id] of cases.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await turn()
    const row = floor.row('case', id)
    if (row === null || Date.parse(row.openedAt) >= before) continue
    for (const { type: kind, id: subject } of floor.aggregate(id)) members.add(groupKey({ kind, subject }))
  }
  return members
}
