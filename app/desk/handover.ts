import type { Assignee } from '#core/access/assignees.ts'
import type { AgentRow } from '#core/rows/row.ts'
import { givenOf } from '../_assign/given.ts'
import type { WorkItem } from '../_work-items/work-item.ts'

const DAY_MS = 24 * 3_600_000
/** Where nobody told us of a shift: the next morning is about so far off. */
const UNTOLD_MS = 16 * 3_600_000

/** When I am here next: the shift that was told, if it is still to come, else at the same hour of a later day. */
export function nextShiftAt(shift: AgentRow['shift'], now: number): number {
  if (shift === null) return now + UNTOLD_MS
  const from = Date.parse(shift.from)
  return from > now ? from : from + Math.ceil((now - from + 1) / DAY_MS) * DAY_MS
}

/** What cannot wait until then: what is breached or watched by nobody, and what falls due before. */
export function dueUntil(entries: readonly WorkItem[], until: number): WorkItem[] {
  return entries.filter(
    ({ state, dueAt }) =>
      state === 'breached' ||
      state === 'unwatched' ||
      (state !== 'paused' && dueAt !== null && dueAt < until),
  )
}

/**
 * What of it goes to somebody else: an approval stays with who was asked, and a promise of a case that nobody has with who
 * promised, because there is nothing to give it with.
 */
export function passedOn(owed: readonly WorkItem[]): WorkItem[] {
  return owed.filter((item) => givenOf(item) !== null && (item.type !== 'promise' || item.caseOwner !== null))
}

/** Who is proposed to take work over: somebody else who is here, of the same team before others, a lead before others, then who has least to do; null: nobody is here. */
export function successor(
  all: readonly Assignee[],
  own: { agent: string | null; team: string | null },
  leads: ReadonlySet<string>,
): Assignee | null {
  const here = all.filter(({ agent, state }) => agent !== null && agent !== own.agent && state !== 'offline')
  const rank = ({ agent, team }: Assignee) => Number(team !== own.team) * 2 + Number(!leads.has(agent!))
  return here.sort((a, b) => rank(a) - rank(b) || a.open - b.open)[0] ?? null
}
