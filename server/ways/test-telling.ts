import type { KnownWay } from '#core/alerts/person-ways.ts'
import type { Telling } from '#core/alerts/telling.ts'
import type { Site } from '#core/site/site-schema.ts'

/** A message that says nothing but that it arrives; with a code where the way is yet to be shown to reach its person. */
export function testTelling(
  way: KnownWay,
  person: Site['people'][number],
  site: Site,
  { id, at, code }: { id: string; at: number; code: string | null },
): Telling {
  const target = way.target ?? site.alerts.targets.find(({ kind }) => kind === way.channel)?.id ?? null
  return {
    id: `test/${way.id}/${id}`,
    kind: 'test',
    conversation: `test/${way.id}`,
    to: { is: 'person', id: person.id, name: person.name, language: person.language ?? site.site.language },
    way: { channel: way.channel, target, address: way.address },
    ...{ step: 0, round: 0, severity: 'info', alerts: [], counts: { info: 0, warning: 0, critical: 0 }, at },
    ...(code === null ? {} : { code }),
  }
}
