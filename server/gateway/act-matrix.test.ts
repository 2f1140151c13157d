import { describe, expect, test } from 'vitest'
import { alertActions, alertTable, commandTable, mayDo } from '#core/access/command-table.ts'
import { mayActOnAlert } from '#core/access/may-command.ts'
import { mayRequestPbxAction } from '#core/access/may-request-pbx-action.ts'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import { type EventType, eventData } from '#core/event/event-data.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { type Act, acts } from '#core/pbx-actions/act-request.ts'
import { roles } from '#core/site/roles.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { mayAct } from '#tests/support/act-expected.ts'
import {
  actOf,
  actors,
  actSite,
  agentIn,
  idIn,
  queueIn,
  type Stance,
  sceneEvents,
  stances,
} from '#tests/support/act-scene.ts'
import { authoriseCommand } from './authorise-command.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const site = siteSchema.parse(actSite('acts'))
const floor = createFloor({ site })
for (const [index, event] of sceneEvents(NOW - 60_000).entries())
  floor.apply({ pos: `${index + 1}-0`, at: event.time, event })
floor.advance(NOW)

type Role = (typeof roles)[number]
const types = Object.keys(eventData) as EventType[]
const viewer = (role: Role) => viewerOf(site, { kind: 'person', person: actors[role] })!

describe('the matrix of acts: every type that a person may send, by every role, to whatever stands like that', () => {
  test.each(types)('%s', (type) => {
    for (const role of roles) {
      for (const stance of stances) {
        const actor = actors[role]
        const { subject = idIn(type.slice(0, type.indexOf('.')), actor, stance), data } = actOf(
          type,
          actor,
          stance,
        )
        const request = { id: 'matrix', name: 'event', type, subject, data }
        const plan = authoriseCommand(request, { viewer: viewer(role), floor, site, now: NOW })
        const said = plan.ok ? '' : (plan.answer as { message: string }).message
        expect(plan.ok, `${role} ${stance}: ${said}`).toBe(mayAct(type, role, stance))
      }
    }
  })
})

describe('the table', () => {
  test('gives by mayDo, which the pages ask for their buttons, what stands in it, and nobody anything about what is none of theirs', () => {
    for (const type of [...types, ...alertActions])
      for (const role of roles) {
        const by = type in alertTable ? alertTable[type as 'alert.ack'] : commandTable[type as EventType].by
        expect(mayDo(type, role, 'own')).toBe(by[role].includes('own'))
        expect(mayDo(type, role, 'none')).toBe(false)
      }
  })

  test('lets no role do what one below it may not', () => {
    for (const type of types) {
      const { by } = commandTable[type]
      const least = ['agent', 'lead', 'supervisor', 'admin'] as const
      const may = least.map((role) => by[role].length > 0)
      expect(may, type).toEqual([...may].sort((a, b) => Number(a) - Number(b)))
    }
  })
})

describe('the acts about alerts', () => {
  const alertsFloor = () => {
    const subject = (actor: string, stance: Stance) => idIn('case', actor, stance)
    const alerts = new Map(
      Object.values(actors).flatMap((actor) =>
        stances.map((stance) => {
          const caseId = subject(actor, stance)
          const told = stance === 'approver' ? [{ person: actor, at: '', how: 'loud' }] : []
          return [caseId, { id: caseId, subject: `case/${caseId}`, case: caseId, team: null, told }] as const
        }),
      ),
    )
    const row = ((type: string, id: string) =>
      type === 'alert' ? (alerts.get(id) ?? null) : floor.row(type as 'case', id)) as typeof floor.row
    return { ...floor, row, site }
  }

  test.each(alertActions)('%s', (action) => {
    const onAlerts = alertsFloor()
    for (const role of roles) {
      for (const stance of stances) {
        const by = alertTable[action][role]
        const isOwn = stance === 'own' || stance === 'approver'
        const isReached = role === 'admin' || (stance === 'reach' && role !== 'agent')
        const reach = role === 'lead' ? 'team' : 'scope'
        const may = (isOwn && by.includes('own')) || (isReached && by.includes(reach))
        const alert = idIn('case', actors[role], stance)
        expect(mayActOnAlert(viewer(role), action, alert, onAlerts).ok, `${role} ${stance}`).toBe(may)
      }
    }
  })
})

describe('the acts that a PBX is asked for, by every role, about whatever stands like that', () => {
  const movedStances = ['own', 'reach', 'none'] as const
  /** Whom somebody of a role may have moved, and which queues they may put them in: said without the code that judges. */
  const mayMove = (role: Role, stance: Stance) =>
    stance === 'own' || role === 'admin' || (stance === 'reach' && role !== 'agent')
  const mayPutIn = (role: Role, queue: Stance) => queue !== 'none' || role === 'admin'
  const requestsOf = (name: Act, queue: string): object[] => {
    if (name === 'sign_in') return [{ queues: [queue] }]
    if (name === 'queues') return [{ queues: [queue] }, { queue, penalty: 3 }]
    return [{}]
  }

  test.each(acts.filter((name) => ['pause', 'unpause', 'sign_in', 'sign_out', 'queues'].includes(name)))(
    '%s',
    (name) => {
      for (const role of roles)
        for (const stance of movedStances)
          for (const place of ['reach', 'none'] as const)
            for (const request of requestsOf(name, queueIn(place))) {
              const who = viewer(role) as Staff
              const agent = agentIn(actors[role], stance)
              const verdict = mayRequestPbxAction(who, { name, ...request }, agent, floor)
              const isPlaced = name === 'sign_in' || name === 'queues'
              const may = mayMove(role, stance) && (!isPlaced || mayPutIn(role, place))
              expect(verdict.ok, `${role} ${stance} ${place} ${JSON.stringify(request)}`).toBe(may)
            }
    },
  )

  test.each(['priority', 'withdraw'] as const)('%s', (name) => {
    for (const role of roles)
      for (const stance of ['reach', 'none'] as const) {
        const contact = idIn('contact', actors[role], stance)
        const verdict = mayRequestPbxAction(
          viewer(role) as Staff,
          { name, contact, priority: 9 },
          null,
          floor,
        )
        expect(verdict.ok, `${role} ${stance}`).toBe(
          role === 'admin' || (stance === 'reach' && role !== 'agent'),
        )
      }
  })

  test('dial: by one’s own phone alone, what one may call', () => {
    for (const role of roles)
      for (const stance of movedStances) {
        const who = viewer(role) as Staff
        const about = (agent: string) =>
          mayRequestPbxAction(
            who,
            { name: 'dial', number: '13800138000', callback: idIn('callback', actors[role], stance) },
            agent,
            floor,
          ).ok
        expect(about(actors[role]), `${role} ${stance}`).toBe(mayMove(role, stance))
        expect(about('he'), `${role} ${stance}`).toBe(false)
      }
  })

  test('a queue that nobody knows is named', () => {
    const request = { name: 'sign_in' as const, queues: ['nowhere'] }
    expect(mayRequestPbxAction(viewer('admin') as Staff, request, 'he', floor)).toMatchObject({
      ...{ ok: false, message: 'queues: no queue nowhere' },
    })
  })
})
