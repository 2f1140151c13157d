import { expect, test } from 'vitest'
import type { Assignee } from '#core/access/assignees.ts'
import { groupAssignees, MOST_ASSIGNEES } from './assignee-groups.ts'

const one = (id: string, more: Partial<Assignee> = {}): Assignee => ({
  ...{ agent: id, person: id, name: `Agent ${id}`, team: 'east', queues: ['care'] },
  ...{ state: 'available', since: null, open: 0, ...more },
})
const query = { as: 'agent', find: '', nameOf: (id: string) => `Name of ${id}` } as const
const shown = (all: readonly Assignee[], more: object = {}) =>
  groupAssignees(all, { ...query, ...more }).map(({ place, items }) => [
    place,
    items.map(({ agent }) => agent),
  ])

test('who is free stands first, then who is signed in, and who is signed out stands apart', () => {
  const all = [one('off', { state: 'offline' }), one('busy', { state: 'busy' }), one('free'), one('me')]
  expect(shown(all, { me: 'me' })).toEqual([
    ['me', ['me']],
    ['free', ['free']],
    ['here', ['busy']],
    ['out', ['off']],
  ])
})

test('of a group who works in its queue stands first, then its team, then who has least to do', () => {
  const all = [
    one('far', { queues: [], team: 'west' }),
    one('team', { queues: [], open: 9 }),
    one('full', { open: 7 }),
    one('idle', { open: 1 }),
  ]
  expect(shown(all, { queue: 'care', team: 'east' })).toEqual([['free', ['idle', 'full', 'team', 'far']]])
})

test('somebody is found by a part of the name, number, team or queue; who has it is not offered', () => {
  const all = [one('1016', { name: '董洁' }), one('1021', { team: 'west', queues: ['sales'] }), one('1030')]
  expect(shown(all, { find: '董' })).toEqual([['free', ['1016']]])
  expect(shown(all, { find: 'WEST' })).toEqual([['free', ['1021']]])
  expect(shown(all, { find: 'of sales' })).toEqual([['free', ['1021']]])
  expect(shown(all, { find: '10', except: '1016' })).toEqual([['free', ['1021', '1030']]])
  expect(shown(all, { find: 'nobody' })).toEqual([])
})

test('an alert is given to people of the site file, a case to agents', () => {
  const all = [one('agent', { person: null }), one('boss', { agent: null, state: null })]
  expect(shown(all)).toEqual([['free', ['agent']]])
  expect(groupAssignees(all, { ...query, as: 'person' }).map(({ place }) => place)).toEqual(['other'])
})

test('of six hundred no more are shown than one reads, some of each group, and how many there are', () => {
  const all = Array.from({ length: 600 }, (_, index) =>
    one(String(index), { state: (['available', 'busy', 'offline'] as const)[index % 3]! }),
  )
  const groups = groupAssignees(all, query)
  expect(groups.reduce((sum, { items }) => sum + items.length, 0)).toBe(MOST_ASSIGNEES)
  expect(groups.map(({ items, count }) => [items.length, count])).toEqual([
    [28, 200],
    [6, 200],
    [6, 200],
  ])
})
