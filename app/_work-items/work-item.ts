import { workItemRank } from '#core/cases/entities/case/case-order.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { ClockView } from '#core/rows/clock-view.ts'
import type { Severity } from '#core/rows/row.ts'
import type { RuleFacts } from '#core/site/site-facts.ts'

export type WorkItemType = 'case' | 'promise' | 'callback' | 'recovery' | 'handoff' | 'approval' | 'contact'
/** `none`: nothing runs against it, and nothing has to. */
export type WorkItemState = 'breached' | 'unwatched' | 'warned' | 'running' | 'paused' | 'none'

/** One thing that is owed or waits, with the clock that decides about it. */
export interface WorkItem {
  /** `case/C1`: the row it stands for. */
  key: string
  type: WorkItemType
  id: string
  caseId: string | null
  state: WorkItemState
  severity: Severity
  rule: string | null
  /** Rules of every clock that runs, is breached or paused for it. */
  rules: readonly string[]
  /** Of its deciding clock, else its own due. */
  dueAt: number | null
  /** Since when it stands as it stands. */
  sinceAt: number | null
  /** The row's own state: `open`, `waiting`, `kept`, `returned`. */
  rowState: string
  kind: string | null
  /** Title of the case, text of the promise, question of the hand-off: the customer's matter. */
  text: string | null
  queue: string | null
  team: string | null
  agent: string | null
  /** Whether that agent is signed out; of who has no agent's number nobody knows. */
  agentIsOut: boolean
  /** Who has taken the alert of its deciding clock. */
  takenBy: string | null
  /** Who has the case that it belongs to. */
  caseOwner: string | null
  department: string | null
  priority: string
  /** Of the case that it belongs to. */
  cause: string | null
  /** Of a case: when its customer last asked for a supervisor, and when one spoke to them after that. */
  askedSupervisorAt: number | null
  supervisorSeenAt: number | null
  /** Of a hand-off: when it came back. */
  returnedAt: number | null
  /** Of a case whose customer came again and waits for an answer: how often they came; else 0. */
  came: number
  rank: number
  reason: CaseRow['reason'] | null
}

export type Rules = ReadonlyMap<string, RuleFacts>

/** What a row says of itself, before its clocks and its case are looked at. */
export interface About {
  type: WorkItemType
  id: string
  case: CaseRow | null
  caseId: string | null
  clocks: readonly ClockView[]
  dueAt: string | null
  sinceAt: string | null
  rowState: string
  text: string | null
  queue?: string | null
  agent: string | null
  agentIsOut: boolean
  department?: string | null
  /** Of a hand-off that came back. */
  returnedAt?: string | null
  /** Who has taken the alert of a clock; not given: nobody. */
  takenBy?: (clock: ClockView) => string | null
}

const states: Record<ClockView['state'], WorkItemState> = {
  breached: 'breached',
  warned: 'warned',
  running: 'running',
  paused: 'paused',
  released: 'none',
}
const severityOrder: Severity[] = ['critical', 'warning', 'info']

const msOrNull = (instant: string | null) => (instant === null ? null : Date.parse(instant))
const dueOf = (clock: ClockView) => msOrNull(clock.dueAt) ?? Number.POSITIVE_INFINITY
const severityOf = (rules: Rules, rule: string): Severity => rules.get(rule)?.severity ?? 'warning'

function compareClocks(a: ClockView, b: ClockView, rules: Rules): number {
  const breach = Number(b.state === 'breached') - Number(a.state === 'breached')
  if (breach !== 0) return breach
  const paused = Number(a.state === 'paused') - Number(b.state === 'paused')
  if (paused !== 0) return paused
  const severity = (clock: ClockView) => severityOrder.indexOf(severityOf(rules, clock.rule))
  if (a.state === 'breached' && severity(a) !== severity(b)) return severity(a) - severity(b)
  const [dueA, dueB] = [dueOf(a), dueOf(b)]
  return dueA === dueB ? 0 : dueA < dueB ? -1 : 1
}

/** The clock that decides: breached before all and of these the severest, then the one due next; paused ones last. */
export function decidingClock(clocks: readonly ClockView[], rules: Rules): ClockView | null {
  const said = clocks.filter(({ state }) => state !== 'released')
  return said.sort((a, b) => compareClocks(a, b, rules))[0] ?? null
}

/** Places what is no case by the same function that places cases (metrics.md, "Next, in one order"). */
function rankOf(about: About, clock: ClockView | null, severity: Severity): number {
  const timed =
    clock === null || clock.dueAt === null ? null : { rule: clock.rule, dueAt: Date.parse(clock.dueAt) }
  const breached = clock?.state === 'breached' && timed !== null
  return workItemRank({
    state: 'open',
    owing: false,
    watched: true,
    onLine: about.type === 'contact',
    cameAgain: 0,
    since: msOrNull(clock?.startedAt ?? about.sinceAt) ?? 0,
    priority: about.case?.priority ?? 'normal',
    breached: breached ? { ...timed, critical: severity === 'critical' } : null,
    nearest: breached || clock?.state === 'paused' ? null : timed,
  })
}

/**
 * A case has its place from the server, with the reason; but where that hangs on a clock of its aggregate, the place is
 * the aggregate member's, which is listed itself, and the case stands where its own clocks put it.
 */
function placeOf(
  about: About,
  clock: ClockView | null,
  severity: Severity,
): Pick<WorkItem, 'rank' | 'reason'> {
  const row = about.type === 'case' ? about.case : null
  if (row === null) return { rank: rankOf(about, clock, severity), reason: null }
  const { rule } = row.reason.values
  const own = rule === undefined || about.clocks.some((each) => each.rule === rule)
  return own ? { rank: row.rank, reason: row.reason } : { rank: rankOf(about, clock, severity), reason: null }
}

function stateOf(about: About, clock: ClockView | null): WorkItemState {
  if (clock !== null) return states[clock.state]
  const unwatched = about.type === 'case' && about.case?.watched === false && about.case.state === 'open'
  return unwatched ? 'unwatched' : 'none'
}

function cameAgain({ type, case: row }: About): number {
  const waits = type === 'case' && row !== null && row.customerWaitingSince !== null
  return waits && row.contacts > 1 ? row.contacts : 0
}

/** An entry of a list, from what its row, its clocks and its case say. */
export function workItemOf(about: About, rules: Rules): WorkItem {
  const clock = decidingClock(about.clocks, rules)
  const state = stateOf(about, clock)
  const severity =
    clock === null ? (state === 'unwatched' ? 'critical' : 'info') : severityOf(rules, clock.rule)
  return {
    key: `${about.type}/${about.id}`,
    type: about.type,
    id: about.id,
    caseId: about.caseId,
    state,
    severity,
    rule: clock?.rule ?? null,
    rules: about.clocks.filter((each) => each.state !== 'released').map((each) => each.rule),
    dueAt: msOrNull(clock?.dueAt ?? about.dueAt),
    sinceAt: msOrNull(about.sinceAt),
    rowState: about.rowState,
    kind: about.case?.kind ?? null,
    text: about.text,
    queue: about.queue ?? about.case?.queue ?? null,
    team: about.case?.team ?? null,
    agent: about.agent,
    agentIsOut: about.agentIsOut,
    takenBy: clock === null ? null : (about.takenBy?.(clock) ?? null),
    caseOwner: about.case?.owner ?? null,
    department: about.department ?? null,
    priority: about.case?.priority ?? 'normal',
    cause: about.case?.cause ?? null,
    askedSupervisorAt: about.type === 'case' ? msOrNull(about.case?.supervisorAskedAt ?? null) : null,
    supervisorSeenAt: about.type === 'case' ? msOrNull(about.case?.supervisorSeenAt ?? null) : null,
    returnedAt: msOrNull(about.returnedAt ?? null),
    came: cameAgain(about),
    ...placeOf(about, clock, severity),
  }
}

/** A promise is broken from its due on, and owed until it is kept or withdrawn. */
export function isOpenPromise(entry: WorkItem): boolean {
  return entry.type === 'promise' && (entry.rowState === 'open' || entry.rowState === 'broken')
}

/** An approval that waits for a decision, or first for a word of who asked for it. */
export function isOpenApproval(entry: WorkItem): boolean {
  return entry.type === 'approval' && (entry.rowState === 'open' || entry.rowState === 'questioned')
}

/** The one order of desk, at-risk list and wall. */
export function compareWorkItems(a: WorkItem, b: WorkItem): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

const sameItems = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((item, index) => item === b[index])

/** Whether two entries of one row look the same in every list. */
export function sameWorkItem(a: WorkItem, b: WorkItem): boolean {
  for (const name of Object.keys(a) as (keyof WorkItem)[])
    if (a[name] !== b[name] && name !== 'rules') return false
  return sameItems(a.rules, b.rules)
}
