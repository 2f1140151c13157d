import type { EventOfType } from '../event/event.ts'
import type { HandoffDue } from '../rows/protocol.ts'
import { instantTextOrNull } from '../rows/row.ts'
import { compileRules } from '../rules/compile-rules.ts'
import { matchesCriteria } from '../rules/event-criteria.ts'
import { instantOf, type SubjectFields } from '../rules/field-value.ts'
import type { ClockRule } from '../rules/rule.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { answerRules, departmentDue } from './department-due.ts'
import type { PlanningContext } from './planning-context.ts'

type HandoffSent = EventOfType<'handoff.sent'>

/** By when the department must answer by its own clocks, if it is asked now: what was agreed, else its rule's limit. */
function ownDue(
  event: HandoffSent,
  fields: SubjectFields,
  { site, calendars }: PlanningContext,
): number | null {
  const agreed = parseInstant(event.data.due)
  if (agreed !== null) return agreed
  const answers = answerRules(site)
  const compiled = compileRules(site.rules, calendars)
  const rules = compiled.ok ? compiled.rules.rules : []
  const dues = rules
    .filter((rule): rule is ClockRule => rule.kind === 'clock')
    .filter(({ id, start, when }) => answers.has(id) && matchesCriteria(start, event) && when(fields))
    .map((rule) => {
      const limitMs = rule.limitMs(fields)
      return (
        instantOf(rule.due?.(fields)) ??
        (limitMs === null ? null : rule.calendar.addWorking(event.time, limitMs))
      )
    })
    .filter((due) => due !== null)
  return dues.length === 0 ? null : Math.min(...dues)
}

/** What the agent who sends a hand-off is told at once: by when the department is asked, and whether that can be met. */
export function sentDue(event: HandoffSent, planning: PlanningContext): HandoffDue {
  const { case: caseId, department, due } = event.data
  const row = planning.floor.row('case', caseId)
  const ofCase = Object.entries(row ?? {}).map(([name, value]) => [`case.${name}`, value])
  const fields = { ...Object.fromEntries(ofCase), case: caseId, department, due: parseInstant(due) }
  const asked = departmentDue(
    { department, case: caseId, ownDue: ownDue(event, fields, planning) },
    event.time,
    planning,
  )
  return { ...asked, at: instantTextOrNull(asked.at) }
}
