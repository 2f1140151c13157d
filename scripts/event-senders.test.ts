import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type EventType, eventData } from '#core/event/event-data.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const pbx = (file: string) => `server/connectors/asterisk/${file}.ts`
const steps = (file: string) => `app/_actions/${file}.tsx`

/** By which screen, signed link, department's page or connector each event type comes to be on a real floor. */
const senders: Readonly<Record<Exclude<EventType, keyof typeof feedsOnly>, readonly string[]>> = {
  'contact.queued': [pbx('mapping/entering')],
  'contact.offered': [pbx('mapping/offers')],
  'contact.declined': [pbx('mapping/offers')],
  'contact.answered': [pbx('mapping/outcomes')],
  'contact.dialled': [pbx('mapping/outgoing')],
  'contact.held': [pbx('mapping/holding')],
  'contact.resumed': [pbx('mapping/holding')],
  'contact.transferred': [pbx('mapping/outcomes')],
  'contact.abandoned': [pbx('mapping/outcomes')],
  'contact.left': [pbx('mapping/outcomes')],
  'contact.ended': [pbx('mapping/hangups')],
  'contact.wrapped': ['app/desk/use-outcome.ts'],
  'contact.flagged': ['app/desk/outcome-events.ts', pbx('mapping/listening')],
  'agent.signed_in': ['app/desk/use-own-acts.ts', pbx('mapping/presence')],
  'agent.queues': [pbx('mapping/presence')],
  'agent.available': ['app/desk/use-own-acts.ts', pbx('mapping/presence')],
  'agent.away': ['app/desk/use-own-acts.ts', pbx('mapping/presence')],
  'agent.signed_out': ['app/desk/use-own-acts.ts', pbx('mapping/presence')],
  'agent.busy': [pbx('mapping/presence')],
  'callback.requested': [
    steps('request-callback'),
    steps('recovery-steps'),
    pbx('mapping/requested-callbacks'),
  ],
  'callback.assigned': ['app/_assign/use-give.ts', steps('callback-steps')],
  'callback.attempted': [steps('callback-steps'), 'app/desk/not-reached.tsx'],
  'callback.rescheduled': [steps('callback-steps')],
  'callback.done': [steps('callback-steps'), 'app/desk/callback-on-line.tsx'],
  'callback.cancelled': [steps('callback-steps')],
  'case.opened': [steps('new-case-form'), 'app/desk/outcome-events.ts', 'app/_notices/post-notice.tsx'],
  'case.contacted': ['app/_notices/notice-about.tsx'],
  'case.assigned': ['app/_assign/use-give.ts', 'app/desk/second-contact.tsx'],
  'case.replied': [steps('reply-step'), 'app/desk/outcome-events.ts'],
  'case.escalation_requested': [steps('case-steps')],
  'case.supervisor_replied': [
    steps('case-steps'),
    'app/_alerts/supervisor-spoke.tsx',
    'server/links/ack-routes.ts',
  ],
  'case.priority_changed': [steps('describe-step')],
  'case.assessed': [steps('assess-step')],
  'case.waiting': [steps('case-steps')],
  'case.resumed': [steps('case-steps')],
  'case.resolved': [steps('resolve-step'), 'app/desk/outcome-events.ts'],
  'case.reopened': [steps('case-steps')],
  'case.noted': [steps('note-step'), steps('handoff-step')],
  'case.described': [steps('describe-step')],
  'case.merged': ['app/cases/other-cases.tsx'],
  'case.unmerged': ['app/cases/other-cases.tsx'],
  'promise.made': [steps('promise-step'), 'app/desk/use-outcome.ts'],
  'promise.confirmed': [steps('written-step')],
  'promise.at_risk': [steps('promise-steps')],
  'promise.moved': [steps('promise-steps')],
  'promise.kept': [steps('promise-steps')],
  'promise.withdrawn': [steps('promise-steps')],
  'handoff.sent': [steps('handoff-step')],
  'handoff.accepted': ['server/departments/department-act.ts'],
  'handoff.returned': ['server/departments/department-act.ts'],
  'handoff.bounced': ['server/departments/department-act.ts'],
  'handoff.time_requested': ['server/departments/department-act.ts'],
  'handoff.time_decided': [steps('handoff-answer')],
  'approval.requested': [steps('approval-step')],
  'approval.decided': ['app/_ui/decide.tsx', 'server/links/link-acts.ts'],
  'approval.questioned': ['app/_ui/decide.tsx'],
  'approval.explained': [steps('explain-approval')],
  'assist.requested': ['app/_assists/call-lead.tsx'],
  'assist.accepted': ['app/_assists/assist-card.tsx', 'server/links/link-acts.ts'],
  'assist.ended': ['app/_assists/assist-card.tsx', 'app/_assists/own-assists.tsx'],
  'notice.posted': ['app/_notices/post-notice.tsx'],
  'notice.withdrawn': ['app/supervisor/notices-panel.tsx'],
  'feed.heartbeat': [pbx('asterisk-mapper')],
}

/** What only a feed of somebody else's can know, and why no screen and no PBX of ours says it. */
const feedsOnly = {
  'agent.shift': 'shifts are planned elsewhere',
  'allowance.reported': 'the provider counts what is used up',
  'contact.message': 'a chat is held elsewhere',
  'contact.rated': 'the customer rates elsewhere',
} as const satisfies Partial<Record<EventType, string>>

test('every event type of the contract has its screen, link or connector, or is named as a feed’s own', () => {
  const listed = [...Object.keys(senders), ...Object.keys(feedsOnly)]
  expect(listed.sort()).toEqual(Object.keys(eventData).sort())
})

test.each(Object.entries(senders))('%s is sent by %j', (type, files) => {
  for (const file of files) {
    expect(existsSync(join(root, file)), file).toBe(true)
    expect(readFileSync(join(root, file), 'utf8').includes(`'${type}'`), file).toBe(true)
  }
})
