import { agentOfPerson } from '#core/access/agent-of-person.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'
import type { PeopleFacts } from '#core/site/site-facts.ts'
import { createChangeEmitter, type Derived, type Source } from '../_live/derived.ts'
import type { ChangedRows } from '../_live/row-tables.ts'
import { aboutRow, workItemTypes } from './about-row.ts'
import { createKeysBy } from './keys-by.ts'
import { createTakenClocks } from './taken-clocks.ts'
import { type Rules, sameWorkItem, type WorkItem, type WorkItemType, workItemOf } from './work-item.ts'

/** The rows of a view, as the live store holds them. */
export interface LiveRows {
  row<T extends RowType>(type: T, id: string): RowTypes[T] | null
  rows<T extends RowType>(type: T): readonly RowTypes[T][]
}

/** What became of one entry; null: it was not there, or is not there any more. */
export interface WorkItemChange {
  readonly before: WorkItem | null
  readonly after: WorkItem | null
}

/** Everything that is owed or waits in a view. */
export interface WorkItemRegistry extends Derived<ChangedRows>, Source<readonly WorkItemChange[]> {
  entries(): IterableIterator<WorkItem>
}

/** Who is asked for an approval is named by a person's id; all else that is owed by an agent's number. */
export type People = PeopleFacts['people']

const keyOf = (type: WorkItemType, id: string) => `${type}/${id}`

/**
 * Makes entries of rows, and anew only those that a change touches: of the rows themselves, of a case's aggregate, of the
 * case whose clock is of a row that comes or goes, of what an agent has who signs in or out, and of what an alert is
 * about that somebody takes. A site has tens of thousands, and a patch changes a few. Of `people` who has no agent's
 * number signs in nowhere, and is never out.
 */
export function createWorkItemRegistry(rows: LiveRows, rules: Rules, people: People = []): WorkItemRegistry {
  const numbers = new Map(people.map((person) => [person.id, agentOfPerson(person)]))
  const entries = new Map<string, WorkItem>()
  const signedIn = new Set<string>()
  const ofCase = createKeysBy()
  const ofAgent = createKeysBy()
  /** Cases by what their clocks are of, and what those of each are of. */
  const withClockOf = createKeysBy()
  const clocksOf = new Map<string, readonly string[]>()
  const taken = createTakenClocks(rows)
  const notification = createChangeEmitter<readonly WorkItemChange[]>()

  const isListed = (subject: string) => !subject.startsWith('case/') && entries.has(subject)
  const numberOf = (id: string | null) => (id === null ? null : numbers.has(id) ? numbers.get(id)! : id)
  const isSignedIn = (agent: string) => (rows.row('agent', agent)?.state ?? 'offline') !== 'offline'

  function noteClocks(key: string, row: CaseRow | null): void {
    const before = clocksOf.get(key) ?? []
    const after = row?.clocks.map(({ subject }) => subject) ?? []
    for (const subject of before) withClockOf.move(key, subject, null)
    for (const subject of after) withClockOf.move(key, null, subject)
    if (row === null) clocksOf.delete(key)
    else clocksOf.set(key, after)
  }

  function make(type: WorkItemType, id: string): WorkItem | null {
    const row = rows.row(type, id)
    if (type === 'case') noteClocks(keyOf(type, id), row as CaseRow | null)
    if (row === null) return null
    const about = aboutRow(type, row as never, isListed)
    const owning = about.caseId === null ? null : rows.row('case', about.caseId)
    const number = numberOf(about.agent)
    const agentIsOut = number !== null && !signedIn.has(number)
    return workItemOf({ ...about, case: owning, agentIsOut, takenBy: taken.by }, rules)
  }

  function set(key: string, before: WorkItem | null, after: WorkItem | null): void {
    if (after === null) entries.delete(key)
    else entries.set(key, after)
    ofCase.move(key, before?.caseId ?? null, after?.caseId ?? null)
    ofAgent.move(key, numberOf(before?.agent ?? null), numberOf(after?.agent ?? null))
  }

  /** Makes these entries anew, cases last. */
  function again(keys: Set<string>): WorkItemChange[] {
    const changes: WorkItemChange[] = []
    function one(key: string): void {
      const slash = key.indexOf('/')
      const before = entries.get(key) ?? null
      const made = make(key.slice(0, slash) as WorkItemType, key.slice(slash + 1))
      if (before === made || (before !== null && made !== null && sameWorkItem(before, made))) return
      set(key, before, made)
      if (before === null || made === null) for (const owning of withClockOf.of(key)) keys.add(owning)
      changes.push({ before, after: made })
    }
    for (const key of keys) if (!key.startsWith('case/')) one(key)
    for (const key of keys) if (key.startsWith('case/')) one(key)
    return changes
  }

  function signs(agents: Iterable<string>, keys: Set<string>): void {
    for (const agent of agents) {
      if (isSignedIn(agent) === signedIn.has(agent)) continue
      if (!signedIn.delete(agent)) signedIn.add(agent)
      for (const key of ofAgent.of(agent)) keys.add(key)
    }
  }

  /** The entries of what these alerts are about, where somebody takes them or gives them back. */
  function takes(alerts: Iterable<string>, keys: Set<string>): void {
    for (const alert of alerts)
      for (const subject of taken.note(alert)) {
        if (entries.has(subject)) keys.add(subject)
        for (const owning of withClockOf.of(subject)) keys.add(owning)
      }
  }

  function fill(): void {
    const keys = new Set(entries.keys())
    takes([...taken.alerts(), ...rows.rows('alert').map(({ id }) => id)], keys)
    for (const { id } of rows.rows('agent')) if (isSignedIn(id)) signedIn.add(id)
    for (const id of signedIn) if (!isSignedIn(id)) signedIn.delete(id)
    for (const type of workItemTypes) for (const { id } of rows.rows(type)) keys.add(keyOf(type, id))
    const changes = again(keys)
    if (changes.length > 0) notification.emit(changes)
  }
  fill()

  return {
    turn: notification.turn,
    follow: notification.follow,
    entries: () => entries.values(),
    fill,
    apply(touched) {
      const keys = new Set<string>()
      signs(touched.get('agent') ?? [], keys)
      takes(touched.get('alert') ?? [], keys)
      for (const type of workItemTypes)
        for (const id of touched.get(type) ?? []) {
          keys.add(keyOf(type, id))
          if (type === 'case') for (const key of ofCase.of(id)) keys.add(key)
        }
      const changes = again(keys)
      if (changes.length > 0) notification.emit(changes)
      return changes.length > 0
    },
  }
}
