import { maskText } from '#core/access/mask-text.ts'
import type { CustomersMatter, OpenHandoff } from '#core/api/department-facts.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { CaseRow, HandoffRow } from '#core/rows/case-rows.ts'
import { instantTextOrNull } from '#core/rows/row.ts'
import { customerTimeline } from './customer-timeline.ts'

type Look = Pick<Floor, 'row' | 'ids' | 'timeline'>

/** Names of the customer that must not be read: also one that a later event corrected. */
function namesIn(row: CaseRow | null, events: readonly AnyEvent[]): string[] {
  const said = events.flatMap(({ data }) => (typeof data.name === 'string' ? [data.name] : []))
  return [...new Set([...said, ...(row?.name ? [row.name] : [])])]
}

function matterOf(row: CaseRow, names: readonly string[]): CustomersMatter {
  const { kind, title, priority, openedAt, customerWaitingSince, nextDueAt } = row
  const masked = title === null ? null : maskText(title, names)
  return { kind, title: masked, priority, openedAt, waitingSince: customerWaitingSince, nextDueAt }
}

/** By when a hand-off is to be answered, ms since 1970; null: nobody set a time. */
export type DueOf = (row: HandoffRow) => number | null

function owed(row: HandoffRow, dueAt: string | null, floor: Look): OpenHandoff {
  const owning = row.case === null ? null : floor.row('case', row.case)
  const events = row.case === null ? [] : floor.timeline(row.case)
  const names = namesIn(owning, events)
  const { id, question, sentAt, acceptedAt, moreTime, bounces } = row
  return {
    ...{ id, sentAt, dueAt, acceptedAt, moreTime, bounces },
    question: question === null ? null : maskText(question, names),
    case: owning === null ? null : matterOf(owning, names),
    timeline: customerTimeline(events, id, names),
  }
}

const LAST = '9999'

/** All that a department owes now, what is due first in front. */
export function openHandoffs(department: string, floor: Look, dueOf: DueOf): OpenHandoff[] {
  const dueText = (row: HandoffRow) => {
    const due = dueOf(row)
    return instantTextOrNull(due)
  }
  return [...floor.ids('handoff')]
    .flatMap((id) => floor.row('handoff', id) ?? [])
    .filter((row) => row.department === department && row.returnedAt === null)
    .map((row) => owed(row, dueText(row), floor))
    .sort((a, b) => ((a.dueAt ?? LAST) < (b.dueAt ?? LAST) ? -1 : 1))
}
