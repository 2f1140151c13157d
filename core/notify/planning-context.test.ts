import { expect, test } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createPlanningContexts } from './planning-context.ts'

const floor = createFloor({
  site: siteSchema.parse({
    site: { id: 'test', timezone: 'Asia/Shanghai' },
    people: [
      { id: 'lin', name: 'Lin', role: 'lead', agent: 'a1', email: 'lin@example.test' },
      { id: 'ma', name: 'Ma', role: 'agent', disabled: true, email: 'ma@example.test' },
    ],
  }),
})
const app = { channel: 'app', target: null, address: null }

test('a person is reached by their id and by their agent’s; who is disabled or unknown is not reached at all', () => {
  const { methods } = createPlanningContexts(
    () => null,
    () => null,
  )(floor)
  expect(methods('lin')).toEqual([app])
  expect(methods('a1')).toEqual(methods('lin'))
  expect(methods('ma')).toEqual([])
  expect(methods('nobody')).toEqual([])
})

test('what people set is asked for when it is known, by the person’s own id', () => {
  const asked: string[] = []
  const settings = {
    methodsOf: (person: string) => {
      asked.push(person)
      return []
    },
    quietOf: () => null,
  }
  const planningOf = createPlanningContexts(
    () => null,
    () => settings,
  )
  expect(planningOf(floor, 5).now).toBe(5)
  expect(planningOf(floor).now).toBe(floor.now)
  planningOf(floor).methods('a1')
  expect(asked).toEqual(['lin'])
})
