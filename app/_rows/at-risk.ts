import { placeInOrder } from '#core/cases/next.ts'
import type { CallbackRow, CaseRow, ClockView, ContactRow, PromiseRow, Severity } from '#core/row.ts'
import type { RuleFacts } from '#core/site/site-facts.ts'

export type RiskType = 'case' | 'promise' | 'callback' | 'handoff' | 'approval' | 'contact'
export type RiskState = 'breached' | 'unwatched' | 'warned' | 'running' | 'paused'

/** One thing that is owed, with the clock that decides about it. */
export interface Risk {
  /** `case/C1`: the row it stands for. */
  key: string
  type: RiskType
  id: string
  caseId: string | null
  state: RiskState
  severity: Severity
  rule: string | null
  /** Null for what has no running clock. */
  dueAt: number | null
  /** Clocks of the same thing beside the deciding one. */
  more: number
  kind: string | null
  queue: string | null
  team: string | null
  agent: string | null
  priority: string
  rank: number
  reason: CaseRow['reason'] | null
}

interface Clocked {
  id: string
  clocks: ClockView[]
}

export interface RiskRows {
  cases: readonly CaseRow[]
  promises?: readonly PromiseRow[]
  callbacks?: readonly CallbackRow[]
  handoffs?: readonly (Clocked & { case: string | null; dueAt: string | null })[]
  approvals?: readonly (Clocked & { case: string | null; from: string })[]
  contacts?: readonly ContactRow[]
}

const states: Record<ClockView['state'], RiskState | null> = {
  breached: 'breached',
  warned: 'warned',
  running: 'running',
  paused: 'paused',
  released: null,
}
const severityOrder: Severity[] = ['critical', 'warning', 'info']

const dueOf = (clock: ClockView) =>
  clock.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(clock.dueAt)

function severityOf(rules: ReadonlyMap<string, RuleFacts>, rule: string): Severity {
  return rules.get(rule)?.severity ?? 'warning'
}

/** The clock that decides: breached before all, the severer first, then the one due next. */
function deciding(clocks: readonly ClockView[], rules: ReadonlyMap<string, RuleFacts>): ClockView | null {
  const said = clocks.filter((clock) => states[clock.state] !== null)
  said.sort((a, b) => {
    const breach = Number(b.state === 'breached') - Number(a.state === 'breached')
    if (breach !== 0) return breach
    const paused = Number(a.state === 'paused') - Number(b.state === 'paused')
    if (paused !== 0) return paused
    if (a.state === 'breached') {
      const severer =
        severityOrder.indexOf(severityOf(rules, a.rule)) - severityOrder.indexOf(severityOf(rules, b.rule))
      if (severer !== 0) return severer
    }
    return dueOf(a) - dueOf(b)
  })
  return said[0] ?? null
}

interface About {
  type: RiskType
  id: string
  case: CaseRow | null
  caseId: string | null
  queue: string | null
  agent: string | null
}

function rankOf(about: About, clock: ClockView | null, severity: Severity): number {
  const timed =
    clock === null || clock.dueAt === null ? null : { rule: clock.rule, dueAt: Date.parse(clock.dueAt) }
  const breached = clock?.state === 'breached' && timed !== null
  return placeInOrder({
    state: 'open',
    owing: false,
    watched: true,
    onLine: about.type === 'contact',
    cameAgain: 0,
    since: clock === null ? 0 : Date.parse(clock.startedAt),
    priority: about.case?.priority ?? 'normal',
    breached: breached ? { ...timed, critical: severity === 'critical' } : null,
    nearest: breached || clock?.state === 'paused' ? null : timed,
  }).rank
}

function riskOf(
  about: About,
  clocks: readonly ClockView[],
  rules: ReadonlyMap<string, RuleFacts>,
): Risk | null {
  const clock = deciding(clocks, rules)
  const own = about.type === 'case' ? about.case : null
  const unwatched = own?.watched === false && own.state === 'open'
  if (clock === null && !unwatched) return null
  const severity = clock === null ? 'critical' : severityOf(rules, clock.rule)
  return {
    key: `${about.type}/${about.id}`,
    type: about.type,
    id: about.id,
    caseId: about.caseId,
    state: clock === null ? 'unwatched' : (states[clock.state] as RiskState),
    severity,
    rule: clock?.rule ?? null,
    dueAt: clock === null || clock.dueAt === null ? null : Date.parse(clock.dueAt),
    more: Math.max(0, clocks.filter(({ state }) => states[state] !== null).length - 1),
    kind: about.case?.kind ?? null,
    queue: about.queue ?? about.case?.queue ?? null,
    team: about.case?.team ?? null,
    agent: about.agent,
    priority: about.case?.priority ?? 'normal',
    rank: own?.rank ?? rankOf(about, clock, severity),
    reason: own?.reason ?? null,
  }
}

/** The one order of metrics.md. Cases carry the server's rank; the rest is placed by the same function. */
export function compareRisks(a: Risk, b: Risk): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  return a.key < b.key ? -1 : 1
}

/** Everything with a clock, or a case without one, in the order in which it wants to be looked at. */
export function risksOf(rows: RiskRows, rules: ReadonlyMap<string, RuleFacts>): Risk[] {
  const cases = new Map(rows.cases.map((row) => [row.id, row]))
  const owning = (id: string | null) => (id === null ? null : (cases.get(id) ?? null))
  const found: (Risk | null)[] = []
  const add = (about: Omit<About, 'case'>, clocks: readonly ClockView[]) =>
    found.push(riskOf({ ...about, case: owning(about.caseId) }, clocks, rules))

  for (const row of rows.cases) {
    if (row.state === 'resolved' && !row.owing) continue
    // Its family's clocks stand at the family's own rows, so that each is listed once.
    const own = row.clocks.filter(({ subject }) => subject === `case/${row.id}` || subject === row.id)
    add({ type: 'case', id: row.id, caseId: row.id, queue: row.queue, agent: row.owner }, own)
  }
  for (const row of rows.promises ?? [])
    if (row.state === 'open')
      add({ type: 'promise', id: row.id, caseId: row.case, queue: null, agent: row.agent }, row.clocks)
  for (const row of rows.callbacks ?? [])
    add({ type: 'callback', id: row.id, caseId: row.case, queue: row.queue, agent: row.agent }, row.clocks)
  for (const row of rows.handoffs ?? [])
    add({ type: 'handoff', id: row.id, caseId: row.case, queue: null, agent: null }, row.clocks)
  for (const row of rows.approvals ?? [])
    add({ type: 'approval', id: row.id, caseId: row.case, queue: null, agent: row.from }, row.clocks)
  for (const row of rows.contacts ?? [])
    add({ type: 'contact', id: row.id, caseId: row.case, queue: row.queue, agent: row.agent }, row.clocks)

  return found.filter((risk) => risk !== null).sort(compareRisks)
}
