import type { Look } from '../access/reach.ts'
import type { RowType, RowTypes } from '../row.ts'
import type { Line } from '../rules/rule-line.ts'
import type { Site } from '../site/site-schema.ts'
import type { AlertAbout } from './rule-event.ts'

interface Place {
  readonly case: string | null
  readonly team: string | null
  readonly queue: string | null
}

const NOWHERE: Place = { case: null, team: null, queue: null }

function placeOfRow<T extends RowType>(type: T, row: RowTypes[T], look: Look): Place {
  switch (type) {
    case 'case': {
      const { id, team, queue } = row as RowTypes['case']
      return { case: id, team, queue }
    }
    case 'agent':
    case 'team':
      return { ...NOWHERE, team: type === 'agent' ? (row as RowTypes['agent']).team : row.id }
    case 'queue':
      return { ...NOWHERE, queue: row.id }
    case 'contact':
    case 'callback':
    case 'promise':
    case 'handoff':
    case 'approval': {
      const { case: of } = row as { case: string | null }
      const queue = 'queue' in row ? (row.queue as string | null) : null
      const owning = of === null ? null : look.row('case', of)
      return owning === null ? { case: of, team: null, queue } : placeOfRow('case', owning, look)
    }
    default:
      return NOWHERE
  }
}

/**
 * What an alert on this line is about, as things stand: the rule's severity and title, the case that it belongs to,
 * and the team whose leads are told: the subject's, else its queue's (none: all supervisors).
 */
export function aboutLine(line: Pick<Line, 'rule' | 'subject'>, look: Look, site: Site): AlertAbout {
  const rule = site.rules.find(({ id }) => id === line.rule)
  const slash = line.subject.indexOf('/')
  const [type, id] = [line.subject.slice(0, slash) as RowType, line.subject.slice(slash + 1)]
  const row = type === ('site' as string) || type === ('customer' as string) ? null : look.row(type, id)
  const place = row === null ? NOWHERE : placeOfRow(type, row, look)
  const ofQueue = site.queues.find((queue) => queue.id === place.queue)?.team ?? null
  return {
    severity: rule?.severity ?? 'warning',
    title: typeof rule?.title === 'string' ? { en: rule.title } : (rule?.title ?? {}),
    case: place.case,
    team: place.team ?? ofQueue,
  }
}
