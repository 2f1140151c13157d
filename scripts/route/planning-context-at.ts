import { LOG_START } from '#core/event/log-position.ts'
import { splitSubject } from '#core/event/subject.ts'
import type { Floor } from '#core/floor/floor.ts'
import { subjectEvents } from '#core/notify/assumed-subject.ts'
import {
  createPlanningContexts,
  type PeopleSettings,
  type PlanningContext,
} from '#core/notify/planning-context.ts'
import { isRowType } from '#core/rows/row-types.ts'
import { holidayDates } from '#platform/holidays.ts'
import type { Wanted } from './arguments.ts'

function isThere(floor: Floor, subject: string): boolean {
  const { kind, id } = splitSubject(subject)
  return isRowType(kind) && floor.row(kind, id) !== null
}

/** Makes a subject that the floor does not know what it is assumed to be. */
function assume(floor: Floor, { subject, at, assumed }: Wanted): void {
  if (isThere(floor, subject)) return
  const [ms = '0', seq = '0'] = (floor.pos === LOG_START ? `${at}-0` : floor.pos).split('-')
  for (const [index, event] of subjectEvents(subject, at, assumed).entries())
    floor.apply({ pos: `${ms}-${Number(seq) + index + 1}`, at, event })
}

/** What planning looks at, at the wanted instant; without `known` people have the ways of the site file only. */
export function planningContextAt(
  floor: Floor,
  wanted: Wanted,
  known: PeopleSettings | null,
): PlanningContext {
  assume(floor, wanted)
  floor.advance(wanted.at)
  return createPlanningContexts(holidayDates, () => known)(floor, wanted.at)
}
