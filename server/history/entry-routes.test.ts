import { expect, test } from 'vitest'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { EntriesAnswer } from '#core/api/entry-report.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { ReportEntry } from '#core/history/report-entries.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { ApiAnswer } from '../api/answer.ts'
import type { StaffRequest } from '../api/route.ts'
import { entryRoutes } from './entry-routes.ts'

/** Guarantee: whose call an entry was is told to nobody who may not see that agent, though they work in the queue. */

const site = siteSchema.parse({
  site: { id: 'floor' },
  queues: [{ id: 'service', team: 'east' }],
  teams: [{ id: 'east', name: 'East', leads: ['lin'], members: ['anna', 'wei'] }],
  people: [
    { id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' },
    { id: 'wei', name: 'Wei', role: 'agent', agent: 'wei' },
    { id: 'lin', name: 'Lin', role: 'lead' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
})
const AT = Date.parse('2026-11-29T08:00:00Z')
const floor = createFloor({ site })
for (const [index, agent] of ['anna', 'wei'].entries()) {
  const signedIn = { id: agent, source: 'pbx', type: 'agent.signed_in', time: AT, subject: agent }
  const event = { ...signedIn, data: { queues: ['service'] } } as unknown as AnyEvent
  floor.apply({ pos: `${index + 1}-0`, at: AT, event })
}
floor.settle()

const entry = (contact: string, agent: string | null): ReportEntry => ({
  ...{
    contact,
    queue: 'service',
    channel: 'voice',
    enteredAt: AT,
    reason: null,
    agent,
    rang: true,
    quick: false,
  },
  ...{
    outcome: agent === null ? 'abandoned' : 'inTarget',
    waitMs: 5_000,
    talkMs: agent === null ? null : 60_000,
  },
})
const entries = [entry('1', 'anna'), entry('2', 'wei'), entry('3', null)]
const found = async () => ({ entries, isCut: false })
const [route] = entryRoutes({ read: found, readLegs: found })

test.each([
  ['anna', ['anna', null, null]],
  ['wei', [null, 'wei', null]],
  ['lin', ['anna', 'wei', null]],
  ['ma', ['anna', 'wei', null]],
])('%s reads of a queue who answered: %j', async (person, agents) => {
  const viewer = viewerOf(site, { kind: 'person', person }) as Staff
  const query = new URLSearchParams({
    ...{ of: 'queue', id: 'service', from: '2026-11-29T00:00:00Z', to: '2026-11-30T00:00:00Z' },
  })
  const request = { query, viewer, floor } as unknown as StaffRequest
  const answer = await (route!.answer as (request: StaffRequest) => Promise<ApiAnswer>)(request)
  expect((answer.body as EntriesAnswer).entries.map(({ agent }) => agent)).toEqual(agents)
})
