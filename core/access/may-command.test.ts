import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RandomFloor, randomFloor } from '#tests/support/random-floor.ts'
import { eventData } from '../event/event-data.ts'
import { limitOf } from './authority.ts'
import { commandTable } from './command-table.ts'
import { mayActOnAlert, mayCommand } from './may-command.ts'
import { ownContact, ringsAt } from './own.ts'
import { scopes } from './scope.ts'
import { type Staff, viewerOf } from './viewer.ts'

const agentOf = (floor: RandomFloor) => viewerOf(floor.site, { kind: 'person', person: 'p1' }) as Staff
const adminOf = (floor: RandomFloor) => viewerOf(floor.site, { kind: 'person', person: 'p4' }) as Staff

describe('the table of roles', () => {
  test('names every event type of the contract, and no type of the system', () => {
    expect(Object.keys(commandTable).sort()).toEqual(Object.keys(eventData).sort())
  })

  test('nobody sends what only the system or a feed writes', () => {
    fc.assert(
      fc.property(randomFloor, (floor) => {
        for (const type of ['rule.breached', 'alert.raised', 'config.applied', 'feed.heartbeat', '__proto__'])
          expect(mayCommand(adminOf(floor), { type, subject: 'x', data: {} }, floor).ok).toBe(false)
      }),
      { numRuns: 20 },
    )
  })
})

test("an agent changes no contact, callback or case of another agent's, whatever the type", () => {
  fc.assert(
    fc.property(randomFloor, fc.constantFrom(...Object.keys(commandTable)), (floor, type) => {
      const { about, by } = commandTable[type as keyof typeof commandTable]
      if (about !== 'contact' && about !== 'callback' && about !== 'case') return
      for (const [subject, row] of floor.rows[about]) {
        const holder = 'owner' in row ? row.owner : row.agent
        if (holder === null || holder === 'a1') continue
        // Where it rings at several, it is each one's.
        if (about === 'contact' && ownContact(agentOf(floor), floor.rows.contact.get(subject)!, floor))
          continue
        // Whoever has the customer on the line may say what was said.
        const isOnLine = about === 'case' && by.agent.includes('ringing')
        if (isOnLine && ringsAt(agentOf(floor), subject, floor)) continue
        if ('onLineWith' in row && row.onLineWith.includes('a1')) continue
        expect(mayCommand(agentOf(floor), { type, subject, data: {} }, floor).ok).toBe(false)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('an agent speaks in nobody else’s name, and passes own work on', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      for (const [subject, row] of floor.rows.case) {
        if (row.owner !== 'a1') continue
        const reply = { type: 'case.replied', subject, data: { kind: 'answer', agent: 'a2' } }
        expect(mayCommand(agentOf(floor), reply, floor)).toMatchObject({ ok: false, code: 'forbidden' })
        const handover = { type: 'case.assigned', subject, data: { agent: 'a2' } }
        expect(mayCommand(agentOf(floor), handover, floor)).toEqual({ ok: true })
      }
    }),
    { numRuns: 300 },
  )
})

test('who has the customer of a colleague’s case on the line takes it over, and gives it to nobody else', () => {
  let taken = 0
  fc.assert(
    fc.property(randomFloor, (floor) => {
      const viewer = agentOf(floor)
      for (const [subject, { owner }] of floor.rows.case) {
        if (owner === null || owner === 'a1') continue
        const command = (agent: string) => ({ type: 'case.assigned', subject, data: { agent } })
        const isOnLine = ringsAt(viewer, subject, floor)
        taken += Number(isOnLine)
        expect(mayCommand(viewer, command('a1'), floor).ok).toBe(isOnLine)
        expect(mayCommand(viewer, command('a2'), floor)).toMatchObject({ ok: false, code: 'forbidden' })
      }
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(0)
})

test('an approval is granted by who was asked and may grant so much, or to whom it climbed, never by who asked', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      for (const [subject, row] of floor.rows.approval) {
        const grants = { type: 'approval.decided', subject, data: { granted: true } }
        const verdict = mayCommand(agentOf(floor), grants, floor)
        const limit = limitOf(floor.site.authority, 'agent', { currency: 'CNY' })
        const isAsked = row.from === 'p1' || row.from === 'a1'
        expect(verdict.ok).toBe(isAsked && (row.amount ?? 0) <= limit)
        const above = mayCommand(adminOf(floor), grants, floor)
        expect(above).toEqual({ ok: true })
      }
    }),
    { numRuns: 300 },
  )
})

test('who was called upon because of an alert may take it, wherever it belongs', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      for (const [id, { told }] of floor.rows.alert)
        if (told.some(({ person }) => person === 'p1'))
          expect(mayActOnAlert(agentOf(floor), 'alert.ack', id, floor)).toEqual({ ok: true })
    }),
    { numRuns: 300 },
  )
})

test('an alert is taken by those who are told of it, and assigned by leads and above only', () => {
  fc.assert(
    fc.property(randomFloor, (floor) => {
      const viewer = agentOf(floor)
      const sight = { viewer, view: 'alerts', id: null } as const
      for (const [id, row] of floor.rows.alert) {
        const isShown = scopes.alerts.alert?.(row, sight, floor) === true
        expect(mayActOnAlert(viewer, 'alert.ack', id, floor).ok).toBe(isShown)
        expect(mayActOnAlert(viewer, 'alert.assign', id, floor).ok).toBe(false)
      }
      expect(mayActOnAlert(viewer, 'alert.ack', 'none', floor)).toMatchObject({ code: 'not_found' })
    }),
    { numRuns: 300 },
  )
})
