import type { AnyEvent } from '#core/event/event.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'

/** A site with one clock that is due by what the case says, so that a test chooses each instant to the millisecond. */
export function timerSite(id: string): Site {
  return siteSchema.parse({
    site: { id, name: id, timezone: 'Asia/Shanghai' },
    queues: [{ id: 'care', team: 'care' }],
    teams: [{ id: 'care', name: 'Care', leads: ['lin'], members: ['a1'] }],
    people: [{ id: 'lin', name: 'Lin', role: 'lead', team: 'care', agent: 'lin' }],
    rules: [
      {
        ...{
          id: 'deadline',
          kind: 'clock',
          subject: 'case',
          start: ['case.opened'],
          stop: ['case.resolved'],
        },
        ...{ due: 'deadline', severity: 'critical', title: { en: 'Deadline' } },
      },
      {
        id: 'wait',
        kind: 'level',
        subject: 'queue',
        figure: 'now - oldestWaitingAt',
        above: ['400ms', '2500ms'],
      },
    ],
  })
}

export function configApplied(site: Site, at: number): AnyEvent {
  const data = { version: 1, by: 'test', site }
  return { id: 'v1', source: 'system/config', type: 'config.applied', time: at, subject: site.site.id, data }
}

/** A case whose deadline is `dueAt` (ms). */
export function caseOpened(id: string, at: number, dueAt: number): AnyEvent {
  const deadline = new Date(dueAt).toISOString()
  const data = { kind: 'complaint', queue: 'care', deadline }
  return { id: `opened-${id}`, source: 'crm', type: 'case.opened', time: at, subject: id, data }
}

export function caseResolved(id: string, at: number): AnyEvent {
  return { id: `resolved-${id}`, source: 'crm', type: 'case.resolved', time: at, subject: id, data: {} }
}
