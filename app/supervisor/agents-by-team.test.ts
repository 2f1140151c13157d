import { expect, test } from 'vitest'
import type { Fields } from '#core/collections/fields.ts'
import type { AgentRow } from '#core/rows/row.ts'
import { createRowTables } from '../_live/row-tables.ts'
import { type AgentFilter, createAgentsByTeam } from './agents-by-team.ts'

const agentOf = (id: string, over: Partial<AgentRow>): AgentRow => ({
  id,
  name: `Name of ${id}`,
  team: 'east',
  queues: ['care'],
  penalties: null,
  pausedIn: [],
  state: 'available',
  doing: null,
  reason: null,
  away: null,
  acts: null,
  shift: null,
  since: '2026-01-05T12:00:00.000Z',
  contacts: [],
  load: {},
  handled: 0,
  ahtSec: null,
  occupancy: null,
  sinceBreak: null,
  ...over,
})

const floor = [
  agentOf('yuan', { state: 'busy', since: '2026-01-05T12:05:00.000Z' }),
  agentOf('he', { state: 'busy' }),
  agentOf('lin', { team: 'west', queues: ['sales'] }),
  agentOf('gone', { state: 'offline' }),
  agentOf('loose', { team: null, state: 'away' }),
]

function groupsOf(filter: Partial<AgentFilter> = {}) {
  const tables = createRowTables()
  const put = (...rows: AgentRow[]) =>
    tables.apply({
      put: { agent: Object.fromEntries(rows.map((row) => [row.id, row as unknown as Fields])) },
      del: {},
    })
  put(...floor)
  const groups = createAgentsByTeam(tables, ['west', 'east'], { queue: '', state: '', find: '', ...filter })
  const shown = () =>
    groups.groups().map(({ team, counts, listing }) => {
      const ids = Array.from({ length: listing.rows }, (_, index) => listing.row(index).item.key)
      return [team, ids, counts]
    })
  return { groups, shown, hear: (...rows: AgentRow[]) => groups.apply(put(...rows)) }
}

test('agents stand by team in the order of the site, in a team who is free first and then who is longest in a state', () => {
  const { groups, shown } = groupsOf()
  expect(shown()).toEqual([
    ['west', ['lin'], { available: 1 }],
    ['east', ['he', 'yuan'], { busy: 2 }],
    ['', ['loose'], { away: 1 }],
  ])
  expect(groups.counts).toEqual({ available: 1, busy: 2, away: 1, offline: 1 })
})

test.each<[Partial<AgentFilter>, string[]]>([
  [{ queue: 'sales' }, ['lin']],
  [{ state: 'offline' }, ['gone']],
  [{ find: 'OF GO' }, ['gone']],
  [{ find: 'he', state: 'busy' }, ['he']],
])('%j shows %j', (filter, ids) => {
  expect(
    groupsOf(filter)
      .shown()
      .flatMap(([, each]) => each),
  ).toEqual(ids)
})

test('who changes state or team is counted there and no more where they were', () => {
  const { groups, shown, hear } = groupsOf()
  expect(hear(agentOf('lin', { state: 'busy' }), agentOf('he', { state: 'offline' }))).toBe(true)
  expect(shown()).toEqual([
    ['east', ['lin', 'yuan'], { busy: 2 }],
    ['', ['loose'], { away: 1 }],
  ])
  expect(groups.counts).toMatchObject({ available: 0, busy: 2, offline: 2 })
})

test('while they are read agents stay where they are', () => {
  const { groups, shown, hear } = groupsOf()
  groups.hold()
  hear(agentOf('yuan', {}))
  expect(shown()[1]![1]).toEqual(['he', 'yuan'])
  groups.release()
  expect(shown()[1]![1]).toEqual(['yuan', 'he'])
})
