import { expect, test } from 'vitest'
import { createModelFloor } from '#tests/support/model-floor.ts'
import { testSite } from '#tests/support/test-site.ts'
import { siteSchema } from '../site/site-schema.ts'
import { assignees } from './assignees.ts'
import { mayCommand } from './may-command.ts'
import { viewerOf } from './viewer.ts'

const site = siteSchema.parse(testSite('assignees'))
const floor = createModelFloor(site)
floor.put('agent', { id: 'yuan', name: 'Yuan', team: 'east', queues: ['care'], state: 'busy', since: 'then' })
floor.put('agent', {
  id: 'guest',
  name: 'Guest',
  team: 'east',
  queues: ['care'],
  state: 'available',
  since: null,
})
floor.put('case', { id: 'C1', owner: 'yuan', queue: 'care', team: null, state: 'open' })
const of = (person: string) => assignees(viewerOf(site, { kind: 'person', person }) as never, floor)

test('each stands with state, team, queues and open work; an agent whom a feed brought is there, too', () => {
  const all = of('ma')
  expect(all.find(({ agent }) => agent === 'yuan')).toEqual({
    ...{ agent: 'yuan', person: 'yuan', name: 'Yuan', team: 'east', queues: ['care'] },
    ...{ state: 'busy', since: 'then', open: 1 },
  })
  expect(all.find(({ agent }) => agent === 'guest')).toMatchObject({
    person: null,
    state: 'available',
    open: 0,
  })
  expect(all.every(({ name }) => name !== '')).toBe(true)
})

test('whoever is offered may be given work by the reader, and nobody else: as the server judges it', () => {
  for (const person of site.people.map(({ id }) => id)) {
    const viewer = viewerOf(site, { kind: 'person', person })!
    if (viewer.kind === 'screen') continue
    const offered = new Set(of(person).map(({ agent }) => agent))
    for (const { agent } of site.people) {
      if (agent === undefined) continue
      floor.put('case', { id: 'C2', owner: viewer.agent, queue: 'care', team: 'east', state: 'open' })
      const verdict = mayCommand(viewer, { type: 'case.assigned', subject: 'C2', data: { agent } }, floor)
      const refused = !verdict.ok && /^data.agent/.test(verdict.message)
      if (verdict.ok || refused) expect(offered.has(agent), `${person} to ${agent}`).toBe(verdict.ok)
    }
  }
})

test('of who is no agent nobody says that they are signed out', () => {
  const others = new Set(site.people.flatMap(({ id, agent }) => (agent === undefined ? [id] : [])))
  const shown = of('ma').filter(({ person }) => person !== null && others.has(person))
  expect(shown.length).toBeGreaterThan(0)
  expect(new Set(shown.map(({ state }) => state))).toEqual(new Set([null]))
})

test('an agent gives no alerts to anybody', () => {
  expect(of('yuan').every(({ person }) => person === null)).toBe(true)
})

test('who has left is offered only while somebody works under their number', () => {
  const people = site.people.map((person) => (person.id === 'qian' ? { ...person, disabled: true } : person))
  floor.setSite({ ...site, people })
  const row = { id: 'qian', name: 'Qian', team: 'west', queues: [], since: null }
  const isOffered = () => of('ma').some(({ agent }) => agent === 'qian')
  floor.put('case', { id: 'C2', owner: 'yuan', queue: 'care', team: 'east', state: 'open' })
  const give = { type: 'case.assigned', subject: 'C2', data: { agent: 'qian' } }
  const verdict = () => mayCommand(viewerOf(site, { kind: 'person', person: 'ma' }) as never, give, floor)
  floor.put('agent', { ...row, state: 'offline' })
  expect(isOffered()).toBe(false)
  // A list that was read before offers them still.
  expect(verdict()).toEqual({ ok: false, code: 'left', message: 'data.agent: qian has left' })
  floor.put('agent', { ...row, state: 'available' })
  expect(isOffered()).toBe(true)
  expect(verdict()).toEqual({ ok: true })
  floor.setSite(site)
})
