import type {
  ApprovalRow,
  CallbackRow,
  CaseRow,
  ClockView,
  ContactRow,
  HandoffRow,
  PromiseRow,
  RecoveryRow,
} from '#core/row.ts'
import { type About, compareEntries, type Entry, entryOf, type Rules } from './entry.ts'

/** The rows that lists of what is owed are made of; a view gives those that it has. */
export interface OwedRows {
  cases: readonly CaseRow[]
  promises?: readonly PromiseRow[]
  callbacks?: readonly CallbackRow[]
  recoveries?: readonly RecoveryRow[]
  handoffs?: readonly HandoffRow[]
  approvals?: readonly ApprovalRow[]
  contacts?: readonly ContactRow[]
}

type Described = Omit<About, 'case'>

/**
 * A case carries its family's clocks too. They stand at the family's own rows, so that each is listed once;
 * where the view has no such row (a wall has no hand-offs), at the case.
 */
const ownClocks = (row: CaseRow, listed: ReadonlySet<string>): ClockView[] =>
  row.clocks.filter(({ subject }) => !listed.has(subject))

const ofCase = (row: CaseRow, listed: ReadonlySet<string>): Described => ({
  type: 'case',
  id: row.id,
  caseId: row.id,
  clocks: ownClocks(row, listed),
  dueAt: null,
  sinceAt: row.customerWaitingSince ?? row.openedAt,
  rowState: row.state,
  text: row.title ?? null,
  agent: row.owner,
})
const ofPromise = (row: PromiseRow): Described => ({
  type: 'promise',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: null,
  rowState: row.state,
  text: row.text ?? null,
  agent: row.agent,
})
const ofCallback = (row: CallbackRow): Described => ({
  type: 'callback',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.requestedAt,
  rowState: row.lastOutcome ?? 'open',
  text: row.phone ?? null,
  queue: row.queue,
  agent: row.agent,
})
const ofRecovery = (row: RecoveryRow): Described => ({
  type: 'recovery',
  id: row.id,
  caseId: null,
  clocks: [],
  dueAt: null,
  sinceAt: row.missedAt,
  rowState: row.how,
  text: row.name === null ? row.phone : `${row.name} ${row.phone ?? ''}`,
  queue: row.queue,
  agent: null,
})
function handoffState({ returnedAt, acceptedAt, moreTime }: HandoffRow): string {
  if (returnedAt !== null) return 'returned'
  if (moreTime?.state === 'asked') return 'asks_time'
  return acceptedAt === null ? 'sent' : 'accepted'
}
const ofHandoff = (row: HandoffRow): Described => ({
  type: 'handoff',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.sentAt,
  rowState: handoffState(row),
  text: row.question,
  agent: null,
  department: row.department,
})
const ofApproval = (row: ApprovalRow): Described => ({
  type: 'approval',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: null,
  sinceAt: row.requestedAt,
  rowState:
    row.state === 'open' && row.question !== null && row.explanation === null ? 'questioned' : row.state,
  text: row.reason,
  agent: row.from,
})
const ofContact = (row: ContactRow): Described => ({
  type: 'contact',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: null,
  sinceAt: row.answeredAt ?? row.queuedAt,
  rowState: row.state,
  text: row.name ?? row.phone,
  queue: row.queue,
  agent: row.agent,
})

interface Known {
  entry: Entry
  /** What the entry hangs on beside its own row. */
  case: CaseRow | null
  listed: string
}

/** Which of a case's clocks stand at rows of their own. */
function listedClocks(row: CaseRow, listed: ReadonlySet<string>): string {
  let which = ''
  for (const { subject } of row.clocks) which += listed.has(subject) ? '1' : '0'
  return which
}

/** Puts entries in order, beginning with the order of the last time: nearly all stand where they stood. */
function inOrder(entries: Map<string, Entry>, last: readonly Entry[]): Entry[] {
  const ordered: Entry[] = []
  for (const { key } of last) {
    const entry = entries.get(key)
    if (entry === undefined) continue
    ordered.push(entry)
    entries.delete(key)
  }
  for (const entry of entries.values()) ordered.push(entry)
  return ordered.sort(compareEntries)
}

export interface EntryBook {
  /** Everything that is owed or waits, in the one order. */
  of(rows: OwedRows): readonly Entry[]
}

/** Makes entries anew only for rows that changed: a site has tens of thousands, and a frame changes a few. */
export function createEntryBook(rules: Rules): EntryBook {
  const known = new WeakMap<object, Known>()
  let last: readonly Entry[] = []

  function entryFor(row: object, owning: CaseRow | null, listed: string, describe: () => Described): Entry {
    const before = known.get(row)
    if (before !== undefined && before.case === owning && before.listed === listed) return before.entry
    const entry = entryOf({ ...describe(), case: owning }, rules)
    known.set(row, { entry, case: owning, listed })
    return entry
  }

  return {
    of(rows) {
      const cases = new Map<string, CaseRow>()
      for (const row of rows.cases) cases.set(row.id, row)
      const entries = new Map<string, Entry>()
      function addFamily<T extends { case: string | null }>(
        list: readonly T[] = [],
        of: (row: T) => Described,
      ) {
        for (const row of list) {
          const owning = row.case === null ? null : (cases.get(row.case) ?? null)
          const entry = entryFor(row, owning, '', () => of(row))
          entries.set(entry.key, entry)
        }
      }
      addFamily(rows.promises, ofPromise)
      addFamily(rows.callbacks, ofCallback)
      for (const row of rows.recoveries ?? []) {
        const entry = entryFor(row, null, '', () => ofRecovery(row))
        entries.set(entry.key, entry)
      }
      addFamily(rows.handoffs, ofHandoff)
      addFamily(rows.approvals, ofApproval)
      addFamily(rows.contacts, ofContact)
      const listed = new Set(entries.keys())
      for (const row of rows.cases) {
        const entry = entryFor(row, row, listedClocks(row, listed), () => ofCase(row, listed))
        entries.set(entry.key, entry)
      }
      last = inOrder(entries, last)
      return last
    },
  }
}

/** Everything that is owed or waits, in the one order. */
export function entriesOf(rows: OwedRows, rules: Rules): readonly Entry[] {
  return createEntryBook(rules).of(rows)
}

/** What has a clock, or should have one: the at-risk list. */
export function atRisk(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ state }) => state !== 'none')
}
