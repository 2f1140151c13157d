import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { PHONE, type RandomFloor, randomFloor, SECRETS } from '#tests/support/random-floor.ts'
import { views } from '../rows/protocol.ts'
import { type RowType, rowTypes } from '../rows/row.ts'
import { type NextType, nextKey, nextLists } from './next-to-breach.ts'
import { ringsAt } from './own.ts'
import type { RowReader } from './reach.ts'
import { rowInReach } from './reach.ts'
import { queuesOfAgent } from './references.ts'
import { type Sight, scopes } from './scope.ts'
import { shownRow } from './shown-row.ts'
import { type Identity, type Staff, type Viewer, viewerOf } from './viewer.ts'
import { mayWatch } from './watch.ts'

// A thousand random floors, each seen by everybody: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const identities: Identity[] = [
  { kind: 'person', person: 'p1' },
  { kind: 'person', person: 'p2' },
  { kind: 'person', person: 'p3' },
  { kind: 'person', person: 'p4' },
  { kind: 'screen', screen: 's1', board: 'w1' },
  { kind: 'token', name: 'k1', role: 'agent', agent: 'a3' },
  { kind: 'token', name: 'k2', role: 'supervisor', agent: null },
]
const identity = fc.constantFrom(...identities)

function* sights(floor: RandomFloor, viewer: Viewer): Generator<Sight> {
  for (const view of views) {
    const ids = view === 'wall' ? ['w1', 'w2'] : view === 'case' ? [...floor.rows.case.keys()] : [undefined]
    for (const id of ids) {
      const may = mayWatch(viewer, view, id, floor)
      if (may.ok) yield may.sight
    }
  }
}

function* shown(floor: RandomFloor, sight: Sight) {
  for (const type of rowTypes) {
    for (const [id, row] of floor.rows[type] as Map<string, object>) {
      const fields = shownRow(sight, type, id, floor)
      if (fields !== null) yield { type, id, row: row as Record<string, unknown>, fields }
    }
  }
}

function everything(
  check: (
    floor: RandomFloor,
    viewer: Viewer,
    sight: Sight,
    row: { type: RowType; id: string; row: Record<string, unknown>; fields: Record<string, unknown> },
  ) => void,
) {
  fc.assert(
    fc.property(randomFloor, identity, (floor, who) => {
      const viewer = viewerOf(floor.site, who)
      fc.pre(viewer !== null)
      for (const sight of sights(floor, viewer))
        for (const row of shown(floor, sight)) check(floor, viewer, sight, row)
    }),
    { numRuns: 1_000 },
  )
}

test('a wall never carries a phone number, a customer, a name, a title or a text of a promise', () => {
  everything((_floor, _viewer, sight, { type, fields }) => {
    if (sight.view !== 'wall') return
    const text = JSON.stringify(fields)
    for (const secret of SECRETS) expect(text).not.toContain(secret)
    for (const field of ['phone', 'customer', 'title']) expect(fields).not.toHaveProperty(field)
    if (type === 'agent') expect(Object.keys(fields).sort()).toEqual(['id', 'name', 'state'])
  })
})

test('a number and a name leave unmasked only to roles that privacy.unmask names, or to dial in an own task', () => {
  everything((floor, viewer, sight, { type, row, fields }) => {
    const text = JSON.stringify(fields)
    if (!text.includes(PHONE) && !text.includes('王小明')) return
    if ((viewer as Staff).unmask) return
    const mine = (viewer as Staff).agent
    expect(['desk', 'case']).toContain(sight.view)
    expect(mine).not.toBeNull()
    const caseId = type === 'case' ? row.id : type === 'contact' ? null : row.case
    const owning = typeof caseId === 'string' ? floor.row('case', caseId) : null
    const ofCase = owning !== null && owning.state !== 'resolved' ? owning.owner : null
    expect(type === 'callback' && row.agent === mine ? mine : ofCase).toBe(mine)
  })
})

test("an agent never sees another agent's contact, callback, case or row, but the case of who is on their line", () => {
  everything((floor, viewer, _sight, { type, row, id }) => {
    if (viewer.kind === 'screen' || viewer.role !== 'agent') return
    if (type === 'agent') expect(id).toBe(viewer.agent)
    const ringsToo =
      row.state === 'ringing' && floor.row('agent', viewer.agent!)?.contacts.includes(id) === true
    const isOnLine = type === 'callback' && (row.onLineWith as unknown[]).includes(viewer.agent)
    if ((type === 'contact' && !ringsToo) || (type === 'callback' && !isOnLine))
      expect([viewer.agent, null]).toContain(row.agent)
    if (type === 'case' && !ringsAt(viewer, id, floor)) expect([viewer.agent, null]).toContain(row.owner)
  })
})

test('a wall shows an agent figures of own queues only, a lead and a scoped supervisor nothing beyond their reach', () => {
  everything((floor, viewer, sight, { type, row }) => {
    if (viewer.kind === 'screen' || sight.view !== 'wall' || viewer.reach === 'all') return
    const board = floor.row('board', sight.id!)!
    if (viewer.role === 'agent') {
      expect(['board', 'queue', 'notice', 'feed']).toContain(type)
      const own = queuesOfAgent(viewer.agent!, floor)
      expect(board.queues.filter((queue) => !own.has(queue))).toEqual([])
      return
    }
    const { queues } = viewer.reach
    expect(board.queues.filter((queue) => !queues.has(queue))).toEqual([])
    if (type === 'case' || type === 'callback' || type === 'promise')
      expect(rowInReach(viewer.reach, type, row as never, floor)).toBe(true)
  })
})

test('every view carries the row types of its line in the contract, and no other', () => {
  everything((_floor, _viewer, sight, { type }) => expect(Object.keys(scopes[sight.view])).toContain(type))
  expect(Object.keys(scopes.wall).sort()).toEqual(
    ['agent', 'alert', 'board', 'callback', 'case', 'feed', 'notice', 'promise', 'queue'].sort(),
  )
  // How a contact ended is asked of its agent alone.
  expect(Object.keys(scopes.supervisor).sort()).toEqual(rowTypes.filter((type) => type !== 'outcome').sort())
  expect(Object.keys(scopes.desk)).toContain('outcome')
  expect(Object.keys(scopes.alerts).sort()).toEqual(['agent', 'alert', 'approval', 'assist'])
})

test('a screen sees its own board and nothing else; an agent has no supervisor view', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      const screen: Viewer = { kind: 'screen', id: 's', board: 'w1', boards: ['w1'] }
      for (const view of views) {
        const may = mayWatch(screen, view, view === 'case' ? 'c1' : 'w2', floor)
        expect(may.ok).toBe(false)
      }
      expect(mayWatch(viewerOf(floor.site, identities[0]!)!, 'supervisor', undefined, floor).ok).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test("a scoped supervisor sees no case of other queues and teams, and every case that is nobody's", () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      const viewer = viewerOf(floor.site, { kind: 'person', person: 'p3' }) as Staff
      if (viewer.reach === 'all') return
      const { queues, teams } = viewer.reach
      const sight: Sight = { viewer, view: 'supervisor', id: null }
      for (const [id, row] of floor.rows.case) {
        const team = row.owner === null ? null : (floor.row('agent', row.owner)?.team ?? null)
        const placed = row.queue !== null || row.team !== null
        const mine = placed
          ? (row.queue !== null && queues.has(row.queue)) || (row.team !== null && teams.has(row.team))
          : team === null || teams.has(team)
        expect(shownRow(sight, 'case', id, floor) !== null).toBe(mine)
      }
    }),
    { numRuns: 500 },
  )
})

const isKeyed = (type: NextType, id: string, floor: RowReader) =>
  nextLists.some((list) => nextKey(list, type, id, floor) !== null)

test('what breaches next has a due, or has breached already', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      for (const [id, row] of floor.rows.case)
        expect(isKeyed('case', id, floor)).toBe(row.nextDueAt !== null || row.urgency !== 'ok')
      for (const [id, row] of floor.rows.callback)
        if (row.dueAt !== null) expect(isKeyed('callback', id, floor)).toBe(true)
    }),
    { numRuns: 100 },
  )
})
