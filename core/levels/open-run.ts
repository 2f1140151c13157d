import type { OpenRun } from '../alerts/alert-projection.ts'
import { splitSubject } from '../event/subject.ts'
import type { Judge, RuleState } from '../rules/judge.ts'
import { isSubjectKind } from '../rules/rule-transition.ts'

/**
 * The state of a subject one of whose levels is open, as the log says: another process said so, and this one goes on.
 * Null: the run is of no level by which this judge judges.
 */
export function withOpenRun(judge: Judge, open: OpenRun, known: RuleState | undefined): RuleState | null {
  const { kind, id } = splitSubject(open.subject)
  if (!isSubjectKind(kind)) return null
  const rules = judge.rules.byKind.get(kind)?.rules ?? []
  const place = rules.findIndex((rule) => rule.id === open.rule && rule.kind === 'level')
  const state = known ?? judge.begin(kind, id)
  if (place === -1 || state === null) return null
  state.memories[place] = {
    kind: 'level',
    runs: open.run,
    holds: true,
    figure: null,
    since: [],
    open: { number: open.run, start: open.start, stages: open.stage + 1 },
    next: null,
  }
  return state
}
