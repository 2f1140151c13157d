import type { Notification } from '#core/notify/notification.ts'
import type { KnownContactMethod } from '#core/notify/person-contact-methods.ts'
import type { Site } from '#core/site/site-schema.ts'

/** A message that says nothing but that it arrives; with a code where the way is yet to be shown to reach its person. */
export function testNotification(
  method: KnownContactMethod,
  person: Site['people'][number],
  site: Site,
  { id, at, code }: { id: string; at: number; code: string | null },
): Notification {
  const target = method.target ?? site.alerts.targets.find(({ kind }) => kind === method.channel)?.id ?? null
  return {
    id: `test/${method.id}/${id}`,
    kind: 'test',
    conversation: `test/${method.id}`,
    to: { is: 'person', id: person.id, name: person.name, language: person.language ?? site.site.language },
    way: { channel: method.channel, target, address: method.address },
    ...{ step: 0, round: 0, severity: 'info', alerts: [], counts: { info: 0, warning: 0, critical: 0 }, at },
    ...(code === null ? {} : { code }),
  }
}
