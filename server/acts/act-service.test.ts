import { expect, test } from 'vitest'
import { mayCommand } from '#core/access/commands.ts'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import { type ActAnswer, type ActOrder, actRequest } from '#core/acts/act-request.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createActService } from './act-service.ts'

/**
 * Guarantee: who may have the PBX do what follows from who they are and lead; nothing is asked that it does not take or
 * that somebody may not, an act is done once, and each that was asked is in the audit with its answer.
 */

const site = siteSchema.parse({
  site: { id: 'floor' },
  queues: [{ id: 'service', team: 'east' }],
  teams: [
    { id: 'east', name: 'East', leads: ['lin'], members: ['anna'] },
    { id: 'west', name: 'West', leads: [], members: ['wei'] },
  ],
  people: [
    { id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' },
    { id: 'wei', name: 'Wei', role: 'agent', agent: 'wei' },
    { id: 'lin', name: 'Lin', role: 'lead', agent: 'lin' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
  feeds: [
    {
      ...{ id: 'pbx', kind: 'asterisk', host: 'pbx.test', username: 'x' },
      agents: { 'PJSIP/1': 'anna', 'PJSIP/2': 'wei', 'PJSIP/3': 'lin' },
    },
  ],
})
const AT = Date.parse('2026-11-29T08:00:00Z')

function floorWith(acts: readonly string[], ...more: (readonly [string, string, object])[]) {
  const floor = createFloor({ site })
  const state = { state: 'live', why: null, lagSec: null, missing: [], acts }
  const events = [
    ['feed.state', 'pbx', state],
    ['agent.signed_in', 'anna', { queues: ['service'] }],
    ['contact.queued', 'pbx/1.1', { queue: 'service', phone: '13800138000' }],
    ['callback.requested', 'B1', { queue: 'service', agent: 'anna', phone: '13900139000' }],
    ...more,
  ] as const
  for (const [index, [type, subject, data]] of events.entries()) {
    const source = type === 'feed.state' ? 'system/connector' : 'pbx'
    const event = { id: `e${index}`, source, type, time: AT + index, subject, data } as unknown as AnyEvent
    floor.apply({ pos: `${index + 1}-0`, at: AT + index, event })
  }
  floor.settle()
  return floor
}

function serviceWith(answer: ActAnswer = { ok: true }) {
  const asked: ActOrder[] = []
  const audit: unknown[][] = []
  const service = createActService({
    async ask(_feed, order) {
      asked.push(order)
      return answer
    },
    async audit(...record) {
      audit.push(record)
    },
  })
  return { service, asked, audit }
}

const who = (person: string) => viewerOf(site, { kind: 'person', person }) as Staff
const ALL = ['pause', 'unpause', 'sign_in', 'sign_out', 'queues', 'dial', 'priority', 'withdraw']
const codeOf = (answer: ActAnswer | { fault: string }) =>
  'fault' in answer ? answer.fault : answer.ok ? 'ok' : answer.code

test.each([
  ['anna', { name: 'pause', reason: 'meal' }, 'ok'],
  ['anna', { name: 'pause', agent: 'wei' }, 'not_allowed'],
  ['lin', { name: 'pause', agent: 'anna' }, 'ok'],
  ['lin', { name: 'queues', agent: 'wei', queues: [] }, 'not_allowed'],
  ['ma', { name: 'queues', agent: 'wei', queue: 'service', penalty: 2 }, 'ok'],
  ['ma', { name: 'pause' }, 'not_allowed'],
  ['anna', { name: 'priority', contact: 'pbx/1.1', priority: 10 }, 'not_allowed'],
  ['lin', { name: 'priority', contact: 'pbx/1.1', priority: 10 }, 'ok'],
  ['ma', { name: 'withdraw', contact: 'pbx/1.1' }, 'ok'],
  ['ma', { name: 'withdraw', contact: 'pbx/9.9' }, 'not_allowed'],
  ['anna', { name: 'dial', callback: 'B1' }, 'ok'],
  ['wei', { name: 'dial', callback: 'B1' }, 'not_allowed'],
  ['lin', { name: 'dial', agent: 'anna', number: '13800138000' }, 'not_allowed'],
  ['anna', { name: 'dial' }, 'number: is missing'],
  ['anna', { name: 'queues' }, 'queues: is missing'],
])('%s asks for %j: %s', async (person, wish, code) => {
  const { service, asked, audit } = serviceWith()
  const answer = await service.act(who(person), actRequest.parse(wish), floorWith(ALL))
  expect(codeOf(answer)).toBe(code)
  expect([asked.length, audit.length]).toEqual(code === 'ok' ? [1, 1] : [0, 0])
})

test('what the PBX does not take is not asked; nor one that is away', async () => {
  const { service, asked } = serviceWith()
  const pause = actRequest.parse({ name: 'pause' })
  expect(codeOf(await service.act(who('anna'), pause, floorWith(['priority'])))).toBe('unsupported')
  const down = { state: 'down', why: 'closed', lagSec: null, missing: [] }
  const away = floorWith(ALL, ['feed.state', 'pbx', down])
  expect(codeOf(await service.act(who('anna'), pause, away))).toBe('unreachable')
  expect(away.row('agent', 'anna')?.acts).toEqual([])
  expect(asked).toEqual([])
})

test('the same press is done once; a refusal stands in the audit with the PBX’s words', async () => {
  const { service, asked } = serviceWith()
  const floor = floorWith(ALL)
  const wish = actRequest.parse({ name: 'pause', id: 'press-1' })
  expect(await service.act(who('anna'), wish, floor)).toEqual({ ok: true })
  expect(await service.act(who('anna'), wish, floor)).toEqual({ ok: true })
  expect(asked).toHaveLength(1)
  const refusing = serviceWith({ ok: false, code: 'refused', message: 'Member not dynamic' })
  await refusing.service.act(who('anna'), actRequest.parse({ name: 'sign_out' }), floor)
  expect(refusing.audit).toEqual([
    ['anna', 'pbx.sign_out', 'agent/anna', { agent: 'anna', outcome: 'refused', said: 'Member not dynamic' }],
  ])
})

test('an act that was done is done, also where it could not be put on record', async () => {
  let asked = 0
  const service = createActService({
    async ask() {
      asked++
      return { ok: true }
    },
    async audit() {
      throw new Error('the database is away')
    },
  })
  const wish = actRequest.parse({ name: 'dial', number: '13800138000', id: 'press-1' })
  await expect(service.act(who('anna'), wish, floorWith(ALL))).rejects.toThrow('the database is away')
  expect(await service.act(who('anna'), wish, floorWith(ALL))).toEqual({ ok: true })
  expect(asked).toBe(1)
})

test('the number of a callback comes from the floor, and only its end is on record', async () => {
  const { service, asked, audit } = serviceWith()
  await service.act(who('anna'), actRequest.parse({ name: 'dial', callback: 'B1' }), floorWith(ALL))
  expect(asked[0]).toMatchObject({ number: '13900139000', callback: 'B1', queue: 'service' })
  expect(JSON.stringify(audit)).not.toContain('13900139000')
})

test('a refusal that repeats the number of a callback masks it for who may not read it, and on record', async () => {
  const message = '13900139000: this number is blocked'
  const refusing = () => serviceWith({ ok: false, code: 'refused', message })
  const { service, audit } = refusing()
  const floor = floorWith(ALL)
  const answer = await service.act(who('anna'), actRequest.parse({ name: 'dial', callback: 'B1' }), floor)
  expect(answer).toEqual({ ok: false, code: 'refused', message: '139****9000: this number is blocked' })
  expect(JSON.stringify(audit)).not.toContain('13900139000')
  const own = actRequest.parse({ name: 'dial', number: '13900139000' })
  expect(await refusing().service.act(who('anna'), own, floor)).toMatchObject({ message })
})

test('a press that comes again while the first one is put on record, or after that failed, is not done again', async () => {
  let asked = 0
  const service = createActService({
    async ask() {
      asked++
      return { ok: true }
    },
    async audit() {
      throw new Error('the database is away')
    },
  })
  const wish = actRequest.parse({ name: 'pause', id: 'press-2' })
  const floor = floorWith(ALL)
  await expect(service.act(who('anna'), wish, floor)).rejects.toThrow('away')
  expect(await service.act(who('anna'), wish, floor)).toEqual({ ok: true })
  expect(asked).toBe(1)
})

test('where a PBX has the agent, nobody says their state instead of it', () => {
  const away = { type: 'agent.away', subject: 'anna', data: { reason: 'meal' } }
  expect(mayCommand(who('anna'), away, floorWith(ALL)).ok).toBe(false)
  expect(mayCommand(who('anna'), away, floorWith([])).ok).toBe(false)
})
