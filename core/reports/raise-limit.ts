import { kindsOf, limitOf } from '../access/authority.ts'
import { maskText } from '../access/mask-text.ts'
import {
  type ApprovalState,
  applyToApproval,
  newApproval,
} from '../cases/entities/approval/approval-state.ts'
import { median } from '../collections/median.ts'
import { compareEvents, type EventOfKind } from '../event/event.ts'
import { instantText } from '../rows/row.ts'
import { type Role, roles } from '../site/roles.ts'
import type { Site } from '../site/site-schema.ts'

/**
 * Which of the approvals that people of one role asked for, for one kind, a line counts: all of them, those of one of
 * the site's causes, those with a reason in other words, those without any.
 */
export type CountedReason = 'all' | 'cause' | 'words' | 'none'

/** Approvals that people of one role asked for, for one kind: what a limit that is too low costs. */
export interface RaiseLimitRow {
  /** Of who asked; null: no person of the site file did. */
  readonly role: Role | null
  readonly of: CountedReason
  /** The cause that a line is of; else null. */
  readonly cause: string | null
  readonly kind: string | null
  readonly currency: string | null
  readonly asked: number
  readonly granted: number
  readonly refused: number
  /** Seconds from asking to the decision, the median of those decided; null: none is. */
  readonly medianWaitSec: number | null
  /** Up to which sum four of five of the granted ones would have needed nobody; null: none with a sum was granted. */
  readonly wouldCover: number | null
  /** What the role may grant alone now; null: it has no limit, or is not known. */
  readonly limit: number | null
  /** Those that were asked for, the latest first; of many the latest 200. */
  readonly approvals: readonly AskedApproval[]
}

/** An approval that a line counts. */
export interface AskedApproval {
  readonly case: string | null
  /** When it was asked for, RFC 3339. */
  readonly at: string
  readonly amount: number | null
  /** As it was typed, numbers and the customer's name masked; null: none was given. */
  readonly reason: string | null
  readonly decision: ApprovalState['decision']
  /** Seconds until it was decided; null: it is not. */
  readonly waitSec: number | null
}

const COVERED = 0.8
const LISTED = 200

function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

type ApprovalEvent = EventOfKind<'approval'>
/** What the customer of a case is called, as far as that is known still. */
type NamesOf = (caseId: string | null) => readonly string[]

function statesOf(events: readonly ApprovalEvent[]): ApprovalState[] {
  const states = new Map<string, ApprovalState>()
  for (const event of [...events].sort(compareEvents)) {
    const state = states.get(event.subject) ?? newApproval()
    states.set(event.subject, state)
    applyToApproval(state, event)
  }
  return [...states.values()].filter(({ requestedAt }) => requestedAt !== null)
}

const folded = (text: string) => text.trim().toLowerCase()

/** The cause that was chosen, or that was typed by its title or id. */
function causeOf({ cause, reason }: ApprovalState, causes: ReadonlyMap<string, string>): string | null {
  return cause ?? causes.get(folded(reason ?? '')) ?? null
}

/** The site's causes by what somebody may type for them. */
function causesByTitle({ causes }: Site): Map<string, string> {
  return new Map(
    causes.flatMap(({ id, title }) =>
      [id, ...(typeof title === 'string' ? [title] : Object.values(title))].map((text) => [folded(text), id]),
    ),
  )
}

type Line = Pick<RaiseLimitRow, 'role' | 'of' | 'cause'>

function limitRowOf(
  all: readonly ApprovalState[],
  line: Line,
  { authority }: Site,
  namesOf: NamesOf,
): RaiseLimitRow {
  const { role } = line
  const { kind = null, currency = null } = all[0] ?? {}
  const granted = all.filter(({ decision }) => decision === 'granted')
  const sums = granted.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  const limit =
    role === null || kindsOf(authority).length === 0 ? null : limitOf(authority, role, { currency, kind })
  return {
    ...{ ...line, kind, currency },
    asked: all.length,
    granted: granted.length,
    refused: all.filter(({ decision }) => decision === 'refused').length,
    medianWaitSec: median(
      all.flatMap(({ requestedAt, decidedAt }) =>
        requestedAt === null || decidedAt === null ? [] : [(decidedAt - requestedAt) / 1_000],
      ),
    ),
    wouldCover: quantile(sums, COVERED),
    limit: limit === null || !Number.isFinite(limit) ? null : limit,
    approvals: all
      .flatMap(({ case: of, requestedAt, decidedAt, amount, reason, decision }) =>
        requestedAt === null
          ? []
          : [
              {
                ...{ case: of, at: instantText(requestedAt), amount, decision },
                reason: reason === null ? null : maskText(reason.trim(), namesOf(of)),
                waitSec: decidedAt === null ? null : (decidedAt - requestedAt) / 1_000,
              },
            ],
      )
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0))
      .slice(0, LISTED),
  }
}

/** The lines of what people of one role asked for, for one kind: all of it, then by cause, the commonest first. */
function linesOf(
  role: Role | null,
  all: readonly ApprovalState[],
  { site, causes, namesOf }: { site: Site; causes: ReadonlyMap<string, string>; namesOf: NamesOf },
) {
  const byCause = new Map<string, ApprovalState[]>()
  const others: Record<'words' | 'none', ApprovalState[]> = { words: [], none: [] }
  for (const state of all) {
    const cause = causeOf(state, causes)
    if (cause === null) others[folded(state.reason ?? '') === '' ? 'none' : 'words'].push(state)
    else byCause.set(cause, [...(byCause.get(cause) ?? []), state])
  }
  const commonest = [...byCause].sort(([, a], [, b]) => b.length - a.length)
  const rest = (['words', 'none'] as const).filter((of) => others[of].length > 0)
  // What is all there is has been said by the first line.
  const parts = [
    ...commonest.map(([cause, of]) => limitRowOf(of, { role, of: 'cause', cause }, site, namesOf)),
    ...(commonest.length + rest.length < 2 ? [] : rest).map((of) =>
      limitRowOf(others[of], { role, of, cause: null }, site, namesOf),
    ),
  ]
  return [limitRowOf(all, { role, of: 'all', cause: null }, site, namesOf), ...parts]
}

/**
 * What the approvals of these events say of the limits in `authority`: by who asks (role) and for what (kind, currency),
 * the commonest first, each followed by its causes, by reasons in other words and by those without any.
 * `isSeen` says of a person's id whether the reader may see what they ask, `namesOf` of a case what stands in no reason.
 */
export function raiseLimit(
  events: readonly ApprovalEvent[],
  site: Site,
  isSeen: (person: string | null) => boolean,
  namesOf: NamesOf = () => [],
): RaiseLimitRow[] {
  const groups = new Map<string, { role: Role | null; all: ApprovalState[] }>()
  const roleOf = new Map(site.people.map(({ id, role }) => [id, role]))
  for (const state of statesOf(events)) {
    if (!isSeen(state.requestedBy)) continue
    const role = roleOf.get(state.requestedBy ?? '') ?? null
    const key = JSON.stringify([role, state.kind, state.currency])
    const group = groups.get(key) ?? { role, all: [] }
    groups.set(key, group)
    group.all.push(state)
  }
  const causes = causesByTitle(site)
  const place = (role: Role | null) => (role === null ? roles.length : roles.indexOf(role))
  return [...groups.values()]
    .sort((a, b) => b.all.length - a.all.length || place(a.role) - place(b.role))
    .flatMap(({ role, all }) => linesOf(role, all, { site, causes, namesOf }))
}
