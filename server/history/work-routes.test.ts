import { expect, test } from 'vitest'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { ItemsAnswer } from '#core/api/counted-items.ts'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { DayOfAgents } from '#core/history/day-of-agents.ts'
import type { WorkEvents } from '#core/history/work-events.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { ApiAnswer } from '../api/answer.ts'
import type { StaffRequest } from '../api/route.ts'
import { type ItemSources, itemRoutes } from './item-routes.ts'
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
const work = async () => ({ promise, handoff: [], callback: [] }) as unknown as WorkEvents
const [route] = workRoutes(work, {
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
  const request = { query, viewer, floor } as unknown as StaffRequest
  const answer = await (route!.answer as (request: StaffRequest) => Promise<ApiAnswer>)(request)
  const { promises } = answer.body as WorkAnswer
  expect(promises.agent.map(({ id }) => id)).toEqual(agents)
  expect(promises.origin).toMatchObject([{ id: 'service' }])
})

const away = { from: AT, to: AT + 60_000, state: 'away', cause: 'away.break', queues: ['service'] }
const day = {
  span: { from: AT, to: AT + 60_000 },
  agents: new Map([
    ['anna', [away]],
    ['wei', [away]],
  ]),
  waiting: new Map([['service', [{ from: AT, to: AT + 60_000 }]]]),
} as unknown as DayOfAgents
const [items] = itemRoutes({ work, daysOfAgents: async () => day } as unknown as ItemSources)

async function behind(person: string, asked: Record<string, string>) {
  const viewer = viewerOf(site, { kind: 'person', person }) as Staff
  const query = new URLSearchParams({
    ...{ of: 'queue', id: 'service', from: '2026-11-29T00:00:00Z', to: '2026-11-30T00:00:00Z', ...asked },
  })
  const request = { query, viewer, floor } as unknown as StaffRequest
  const answer = await (items!.answer as (request: StaffRequest) => Promise<ApiAnswer>)(request)
  return { status: answer.status, items: (answer.body as Partial<ItemsAnswer>).items?.length }
}

test.each([[{ figure: 'promises/agent/wei/open' }], [{ figure: 'losses/away.break', agent: 'wei' }]])(
  'behind %j stands what is told of that agent to who may see them, and to nobody else',
  async (asked) => {
    expect(await behind('anna', asked)).toEqual({ status: 403, items: undefined })
    expect(await behind('lin', asked)).toEqual({ status: 200, items: 1 })
  },
)

test('what is told of all is no way around it: the time that was lost stands there without names, within a day', async () => {
  const figure = 'losses/away.break'
  expect(await behind('anna', { figure, agent: 'anna' })).toEqual({ status: 200, items: 1 })
  expect(await behind('anna', { figure })).toEqual({ status: 200, items: 2 })
  expect((await behind('lin', { figure, to: '2026-12-28T00:00:00Z' })).status).toBe(400)
  expect(await behind('anna', { figure: 'states/away' })).toEqual({ status: 200, items: 2 })
  expect(await behind('lin', { figure: 'states/lost' })).toEqual({ status: 200, items: 2 })
  expect((await behind('lin', { figure: 'states/offline' })).status).toBe(400)
})
