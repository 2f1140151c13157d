import type { AnyEvent } from '../event/event.ts'
import { instantText } from '../rows/row.ts'

/** What a subject is taken to be of which nobody has heard. */
export interface AssumedSubject {
  readonly kind: string | undefined
  readonly queue: string | undefined
  readonly team: string | undefined
  readonly owner: string | undefined
  readonly department: string | undefined
}

const CASE = 'route-case'

function event(type: string, subject: string, at: number, data: Record<string, unknown>): AnyEvent {
  const given = Object.entries(data).filter(([, value]) => value !== undefined)
  return {
    id: `${type}/${subject}`,
    source: 'route',
    type,
    time: at,
    subject,
    data: Object.fromEntries(given),
  }
}

/**
 * The events by which a subject comes into being that nobody has heard of, as it is assumed to be; none where it is
 * there by the site file, or where there is nothing to be known of it.
 */
export function subjectEvents(subject: string, at: number, assumed: AssumedSubject): AnyEvent[] {
  const slash = subject.indexOf('/')
  const [kind, id] = [subject.slice(0, slash), subject.slice(slash + 1)]
  const { queue, team, owner: agent, department } = assumed
  const opened = (caseId: string) =>
    event('case.opened', caseId, at, { kind: assumed.kind ?? 'complaint', queue, team, agent })
  switch (kind) {
    case 'case':
      return [opened(id)]
    case 'promise':
      return [
        opened(CASE),
        event('promise.made', id, at, { case: CASE, text: 'promise', due: instantText(at), agent }),
      ]
    case 'handoff':
      return [
        opened(CASE),
        event('handoff.sent', id, at, { case: CASE, department: department ?? 'unknown' }),
      ]
    case 'approval':
      return [opened(CASE), event('approval.requested', id, at, { case: CASE, from: agent ?? 'unknown' })]
    case 'assist':
      return [opened(CASE), event('assist.requested', id, at, { case: CASE, agent: agent ?? 'unknown' })]
    case 'callback':
      return [event('callback.requested', id, at, { queue: queue ?? 'unknown' })]
    case 'contact':
      return [event('contact.queued', id, at, { queue: queue ?? 'unknown' })]
    default:
      return []
  }
}
