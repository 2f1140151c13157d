import { expect, test } from 'vitest'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { WorkEvents } from '#core/history/work-report.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { ApiAnswer } from '../api/answer.ts'
import type { StaffRequest } from '../api/route.ts'
import { workRoutes } from './work-routes.ts'

/** Guarantee: how a colleague keeps promises is told to nobody who may not see that agent. */

const site = siteSchema.parse({
  site: { id: 'floor' },
  queues: [{ id: 'service', team: 'east' }],
  teams: [{ id: 'east', name: 'East', leads: ['lin'], members: ['anna', 'wei'] }],
  people: [
    { id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' },
    { id: 'lin', name: 'Lin', role: 'lead' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
})
const AT = Date.parse('2026-11-29T08:00:00Z')
const event = (type: string, subject: string, data: object) =>
  ({ id: `${type}-${subject}`, source: 'pbx', type, time: AT, subject, data }) as unknown as AnyEvent
const floor = createFloor({ site })
for (const [index, agent] of ['anna', 'wei'].entries()) {
  const signedIn = event('agent.signed_in', agent, { queues: ['service'] })
  floor.apply({ pos: `${index + 1}-0`, at: AT, event: signedIn })
}
floor.settle()

const made = (id: string, agent: string) =>
  event('promise.made', id, { case: 'C1', agent, text: 'a call', due: '2026-11-29T09:00:00Z' })
const promise = [made('P1', 'anna'), made('P2', 'wei')]
const [route] = workRoutes(async () => ({ promise, handoff: [], callback: [] }) as unknown as WorkEvents, {
  suggestions: async () => ({ heard: 0, answered: 0, adopted: 0 }),
  messages: async () => [],
})

test.each([
  ['anna', ['anna']],
  ['lin', ['anna', 'wei']],
  ['ma', ['anna', 'wei']],
])('%s reads the promises of: %j', async (person, agents) => {
  const viewer = viewerOf(site, { kind: 'person', person }) as Staff
  const query = new URLSearchParams({
    ...{ of: 'queue', id: 'service', from: '2026-11-29T00:00:00Z', to: '2026-11-30T00:00:00Z' },
  })
  const call = { query, viewer, floor } as unknown as StaffRequest
  const answer = await (route!.answer as (call: StaffRequest) => Promise<ApiAnswer>)(call)
  const { promises } = answer.body as WorkAnswer
  expect(promises.agent.map(({ id }) => id)).toEqual(agents)
  expect(promises.origin).toMatchObject([{ id: 'service' }])
})
