import type { RowReader } from '../access/reach.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import type { Site } from '../site/site-schema.ts'
import type { AlertAbout } from './rule-event.ts'
import { ownershipOf } from './subject-ownership.ts'

/**
 * What an alert on this line is about, as things stand: the rule's severity and title, the case that it belongs to,
 * and the team whose leads are told: the subject's, else its queue's (none: all supervisors).
 */
export function aboutTransition(
  transition: Pick<RuleTransition, 'rule' | 'subject'>,
  floor: RowReader,
  site: Site,
): AlertAbout {
  const rule = site.rules.find(({ id }) => id === transition.rule)
  const ownership = ownershipOf(transition.subject, floor, site)
  return {
    severity: rule?.severity ?? 'warning',
    title: typeof rule?.title === 'string' ? { en: rule.title } : (rule?.title ?? {}),
    case: ownership.case,
    team: ownership.team,
  }
}
