import type { Calendar } from '../calendars/calendar.ts'
import { ALWAYS } from '../calendars/compile-calendars.ts'
import { lookUp } from '../collections/present.ts'
import type { Floor } from '../floor/floor.ts'
import type { HandoffRow } from '../rows/case-rows.ts'
import { durationMs } from '../rules/duration.ts'
import type { Site } from '../site/site-schema.ts'

/** By when a department is asked for its answer. */
export interface DepartmentDue {
  /** Null: neither the department nor the customer has a time. */
  readonly at: number | null
  /** What sets it: the department's own limit, or what the customer was promised or asked for. */
  readonly by: 'department' | 'customer' | null
  /** It lies behind, or none of the department's working hours lies before it. */
  readonly tooLate: boolean
}

export interface RequestedAnswer {
  readonly department: string
  readonly case: string | null
  /** The department's own limit or the time agreed with it. */
  readonly ownDue: number | null
}

/** The rules by which a department owes its answer: those that its return stops, but not that somebody there takes it. */
export function answerRules(site: Pick<Site, 'rules'>): ReadonlySet<string> {
  const stopsAt = (entries: readonly (string | { type: string })[], type: string) =>
    entries.some((entry) => (typeof entry === 'string' ? entry : entry.type) === type)
  return new Set(
    site.rules.flatMap((rule) =>
      rule.kind === 'clock' &&
      rule.subject === 'handoff' &&
      stopsAt(rule.stop, 'handoff.returned') &&
      !stopsAt(rule.stop, 'handoff.accepted')
        ? [rule.id]
        : [],
    ),
  )
}

/** By when a department must answer by its own clocks; null: none runs, and nothing was agreed. */
export function ownDueOf(
  { clocks, dueAt }: Pick<HandoffRow, 'clocks' | 'dueAt'>,
  site: Pick<Site, 'rules'>,
): number | null {
  const rules = answerRules(site)
  const dues = clocks.flatMap(({ rule, dueAt: due }) =>
    rules.has(rule) && due !== null ? [Date.parse(due)] : [],
  )
  if (dues.length > 0) return Math.min(...dues)
  return dueAt === null ? null : Date.parse(dueAt)
}

/** The case's next promise or deadline, whichever is first; null: it has none. */
function customersTime(caseId: string, floor: Pick<Floor, 'row' | 'aggregate'>): number | null {
  const row = floor.row('case', caseId)
  const promises = floor.aggregate(caseId).flatMap(({ type, id }) => {
    const promise = type === 'promise' ? floor.row('promise', id) : null
    return promise !== null && (promise.state === 'open' || promise.state === 'late') ? [promise.dueAt] : []
  })
  const times = [...promises, row?.deadlineAt ?? null].filter((at) => at !== null).map((at) => Date.parse(at))
  return times.length === 0 ? null : Math.min(...times)
}

/**
 * The earlier of the department's own limit and the customer's time less the site's lead time; whether it can be met is
 * judged by the department's working hours from `now` on.
 */
export function departmentDue(
  { department, case: caseId, ownDue }: RequestedAnswer,
  now: number,
  context: {
    readonly floor: Pick<Floor, 'row' | 'aggregate'>
    readonly site: Pick<Site, 'alerts' | 'departments'>
    readonly calendars: ReadonlyMap<string, Calendar>
  },
): DepartmentDue {
  const { floor, site, calendars } = context
  const customers = caseId === null ? null : customersTime(caseId, floor)
  const needed = customers === null ? null : customers - durationMs(site.alerts.lead)
  const isCustomers = needed !== null && (ownDue === null || needed < ownDue)
  const at = isCustomers ? needed : ownDue
  if (at === null) return { at: null, by: null, tooLate: false }
  const named = site.departments.find(({ id }) => id === department)?.calendar ?? ALWAYS
  const calendar = calendars.get(named) ?? lookUp(calendars, ALWAYS)
  return {
    at,
    by: isCustomers ? 'customer' : 'department',
    tooLate: calendar.workingMsBetween(now, at) === 0,
  }
}
