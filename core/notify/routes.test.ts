import { expect, test } from 'vitest'
import { siteSchema } from '../site/site-schema.ts'
import { positionAfter } from './plan-alert.ts'
import { escalationRoutes } from './routes.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  people: [{ id: 'lin', name: 'Lin', role: 'lead' }],
  alerts: {
    routes: [
      {
        ...{ id: 'first', next: 'second', repeat: { every: '1h', most: 2 } },
        ladder: [{ who: 'owner' }, { after: '10m', who: 'leads' }],
      },
      { id: 'second', next: 'leads', ladder: [{ who: 'person:lin' }, { after: '5m', who: 'supervisors' }] },
    ],
  },
})
const routes = escalationRoutes(site)

test('a route goes on with the next one from where its own ladder ends', () => {
  const minutes = routes.get('first')!.steps.map(({ afterMs }) => afterMs / 60_000)
  const built = routes.get('leads')!.steps.map(({ afterMs }) => 15 + afterMs / 60_000)
  expect(minutes).toEqual([0, 10, 10, 15, ...built])
})

test('a ladder is climbed step by step, again as often as it repeats, and then no more', () => {
  const { repeat } = routes.get('first')!
  const route = { ...routes.get('second')!, steps: routes.get('second')!.steps.slice(0, 2), repeat }
  const taken: { round: number; step: number }[] = []
  for (let next = positionAfter(taken, route); next !== null; next = positionAfter(taken, route))
    taken.push(next)
  expect(taken.map(({ round, step }) => `${round}.${step}`)).toEqual([
    '0.0',
    '0.1',
    '1.0',
    '1.1',
    '2.0',
    '2.1',
  ])
})

test('a ladder without a repeat ends with its last step', () => {
  expect(
    positionAfter([{ round: 0, step: 1 }], { ...routes.get('second')!, steps: [], repeat: null }),
  ).toBeNull()
})
