import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'

/** Two teams of a PBX: an agent in each, a lead of one, a supervisor. */
const site = siteSchema.parse({
  site: { id: 'floor' },
  queues: [{ id: 'service', team: 'east' }],
  teams: [
    { id: 'east', name: 'East', leads: ['lin'], members: ['anna'] },
    { id: 'west', name: 'West', leads: [], members: ['wei'] },
  ],
  people: [
    { id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' },
    { id: 'wei', name: 'Wei', role: 'agent', agent: 'wei' },
    { id: 'lin', name: 'Lin', role: 'lead', agent: 'lin' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
  feeds: [
    {
      ...{ id: 'pbx', kind: 'asterisk', host: 'pbx.test', username: 'x' },
      agents: { 'PJSIP/1': 'anna', 'PJSIP/2': 'wei', 'PJSIP/3': 'lin' },
    },
  ],
})
const AT = Date.parse('2026-11-29T08:00:00Z')

type Said = readonly [type: string, subject: string, data: object]

/** A floor whose PBX takes these acts, with an agent, a caller who waits, and a callback of theirs. */
export const actingFloor = (acts: readonly string[], ...more: Said[]): Floor =>
  actingFloorOf(site.feeds, acts, ...more)

/** The same with other feeds. */
export function actingFloorOf(feeds: readonly object[], acts: readonly string[], ...more: Said[]): Floor {
  const floor = createFloor({ site: siteSchema.parse({ ...site, feeds }) })
  const state = { state: 'live', why: null, lagSec: null, missing: [], acts }
  const events = [
    ['feed.state', 'pbx', state],
    ['agent.signed_in', 'anna', { queues: ['service'] }],
    ['contact.queued', 'pbx/1.1', { queue: 'service', phone: '13800138000' }],
    ['callback.requested', 'B1', { queue: 'service', agent: 'anna', phone: '13900139000' }],
    ...more,
  ] as const
  for (const [index, [type, subject, data]] of events.entries()) {
    const source = type === 'feed.state' ? 'system/connector' : 'pbx'
    const event = { id: `e${index}`, source, type, time: AT + index, subject, data } as unknown as AnyEvent
    floor.apply({ pos: `${index + 1}-0`, at: AT + index, event })
  }
  floor.settle()
  return floor
}

export const staff = (person: string) => viewerOf(site, { kind: 'person', person }) as Staff
export const ALL_ACTS = ['pause', 'unpause', 'sign_in', 'sign_out', 'queues', 'dial', 'priority', 'withdraw']
