import { afterEach, expect, test } from 'vitest'
import type { ActAnswer, ActOrder } from '#core/acts/act-request.ts'
import { type AmiServer, type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import {
  type Connector,
  createAsteriskConnector,
  type FeedReport,
} from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapping.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'

/**
 * Guarantee, over a real socket: what is asked of a PBX is sent as it takes it, its answer is given as it came, and what
 * the floor is told comes from the PBX's own events alone, in whichever order answer and event come.
 */

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const member = (queue: string, name: string, phone: string, how = 'dynamic') =>
  `Event: QueueMember\r\nQueue: ${queue}\r\nName: ${name}\r\nLocation: ${phone}\r\nStateInterface: ${phone}\r\n` +
  `Membership: ${how}\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n`
const queue = (name: string) => `Event: QueueParams\r\nQueue: ${name}\r\nMax: 0\r\nCalls: 0\r\n\r\n`

interface Pbx {
  readonly server: AmiServer
  readonly events: FeedEvent[]
  readonly connector: Connector
  readonly acts: () => readonly string[]
  ask(order: Partial<ActOrder>): Promise<ActAnswer>
  until(holds: () => boolean): Promise<void>
  sent(action: string): string[]
}

async function pbxWith(options: Partial<AmiServerOptions> = {}): Promise<Pbx> {
  const server = await startAmiServer({ secret: 'right', acts: {}, ...options })
  stops.push(() => server.stop())
  for (const raw of [
    queue('600'),
    queue('601'),
    member('600', 'Anna', 'PJSIP/101', 'static'),
    member('600', 'Ben', 'Local/102@from-queue/n'),
    member('601', 'Ben', 'Local/102@from-queue/n'),
  ])
    server.play({ at: Date.now(), raw })
  const events: FeedEvent[] = []
  const reports: FeedReport[] = []
  const connector = createAsteriskConnector(
    {
      ...{ id: 'pbx', host: '127.0.0.1', port: server.port, tls: null, username: 'dash' },
      secret: async () => 'right',
      dial: { prefix: '9', country: '86' },
    },
    {
      names: createPbxNames(
        'pbx',
        { '600': 'service', '601': 'sales' },
        { 'PJSIP/101': 'anna', 'Local/102@from-queue/n': 'ben', 'Local/105@from-queue/n': 'fatima' },
        { reasons: { 小休: 'break' } },
      ),
      open: { contacts: [], agents: [] },
      now: Date.now,
      waitMs: (instant) => Math.max(0, instant - Date.now()),
      deliver: (told) => events.push(...told),
      report: (report) => reports.push(report),
      isFull: () => false,
      onState() {},
      timing: { ...TIMING, firstDelayMs: 1, maxDelayMs: 4, closedPortDelayMs: 4 },
    },
  )
  stops.push(() => connector.stop())
  const acts = () => reports.findLast((report) => report.of === 'state')?.acts ?? []
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 5))
  }
  await until(() => acts().length > 0 && events.some(({ subject }) => subject === 'ben'))
  let serial = 0
  return {
    ...{ server, events, connector, acts, until },
    ask: (order) =>
      connector.act({
        ...{ id: `act-${++serial}`, name: 'pause', by: 'lin', agent: null, agentName: null, reason: null },
        ...{ queue: null, queues: null, penalty: null, contact: null, priority: null, number: null },
        ...{ callback: null, case: null },
        ...order,
      }),
    sent: (action) => server.received.filter((text) => text.startsWith(`Action: ${action}\r\n`)),
  }
}

const told = ({ events }: Pbx, type: string, subject: string) =>
  events.filter((event) => event.type === type && event.subject === subject).map(({ data }) => data)

test.each(['answer', 'event'] as const)(
  'away and back, the %s first: by the PBX’s own event',
  async (first) => {
    const pbx = await pbxWith({ acts: { first } })
    expect(await pbx.ask({ name: 'pause', agent: 'ben', reason: 'break' })).toEqual({ ok: true })
    await pbx.until(() => told(pbx, 'agent.away', 'ben').length > 0)
    expect(told(pbx, 'agent.away', 'ben')).toEqual([{ reason: 'break', by: 'lin' }])
    // The PBX writes its own word for the reason.
    expect(pbx.sent('QueuePause')[0]).toContain('Reason: 小休')
    expect(await pbx.ask({ name: 'unpause', agent: 'ben' })).toEqual({ ok: true })
    await pbx.until(() => told(pbx, 'agent.available', 'ben').length > 0)
  },
)

test('in and out of queues, and a penalty: each as the PBX takes it', async () => {
  const pbx = await pbxWith()
  expect(await pbx.ask({ name: 'sign_in', agent: 'fatima', agentName: 'Fatima', queues: ['sales'] })).toEqual(
    {
      ok: true,
    },
  )
  expect(pbx.sent('QueueAdd')[0]).toMatch(
    /Queue: 601\r\nInterface: Local\/105@from-queue\/n\r\nMemberName: Fatima\r\nStateInterface: hint:105@ext-local/,
  )
  await pbx.until(() => told(pbx, 'agent.signed_in', 'fatima').length > 0)
  expect(await pbx.ask({ name: 'queues', agent: 'ben', queue: 'sales', penalty: 3 })).toEqual({ ok: true })
  expect(await pbx.ask({ name: 'queues', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  await pbx.until(() => told(pbx, 'agent.queues', 'ben').length > 0)
  expect(told(pbx, 'agent.queues', 'ben')).toEqual([{ queues: ['sales'] }])
  expect(await pbx.ask({ name: 'sign_out', agent: 'ben' })).toEqual({ ok: true })
  await pbx.until(() => told(pbx, 'agent.signed_out', 'ben').length > 0)
})

test('a refusal is what the PBX said, and changes nothing', async () => {
  const pbx = await pbxWith()
  const before = pbx.events.length
  const said = async (order: Partial<ActOrder>) => {
    const answer = await pbx.ask(order)
    return answer.ok ? 'ok' : `${answer.code}: ${answer.message}`
  }
  expect(await said({ name: 'sign_out', agent: 'anna' })).toBe('refused: Member not dynamic')
  expect(await said({ name: 'pause', agent: 'PJSIP/999', reason: 'meal' })).toBe(
    'refused: Interface not found',
  )
  expect(await said({ name: 'sign_out', agent: 'fatima' })).toBe('refused: Not there')
  expect(await said({ name: 'pause', agent: 'nobody' })).toMatch(/^refused: no phone of nobody is known here/)
  expect(pbx.events.slice(before).filter(({ type }) => type.startsWith('agent.'))).toEqual([])
})

test('what the account may not do is not offered, and refused in the PBX’s words where it is asked for', async () => {
  const pbx = await pbxWith({ forbidden: ['QueuePause', 'QueueAdd', 'QueueRemove', 'Originate'] })
  expect(pbx.acts()).toEqual(['priority', 'withdraw'])
  expect(await pbx.ask({ name: 'pause', agent: 'ben' })).toEqual({
    ok: false,
    code: 'refused',
    message: 'Permission denied',
  })
})

const WAITS =
  'Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nChannel: PJSIP/trunk-01\r\nUniqueid: 9.1\r\nLinkedid: 9.1\r\n' +
  'CallerIDNum: 13800138000\r\nContext: ext-queues\r\nExten: 600\r\nPriority: 2\r\nQueue: 600\r\nPosition: 1\r\nCount: 1\r\n\r\n'
const GONE =
  'Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/trunk-01\r\nUniqueid: 9.1\r\nLinkedid: 9.1\r\n\r\n'

test('a waiting caller is moved ahead, or let go and called back', async () => {
  const pbx = await pbxWith()
  pbx.server.play({ at: Date.now(), raw: WAITS })
  await pbx.until(() => told(pbx, 'contact.queued', 'pbx/9.1').length > 0)
  expect(await pbx.ask({ name: 'priority', contact: 'pbx/9.1', priority: 10 })).toEqual({ ok: true })
  expect(pbx.sent('QueueChangePriorityCaller')[0]).toMatch(
    /Queue: 600\r\nCaller: PJSIP\/trunk-01\r\nPriority: 10/,
  )
  expect(await pbx.ask({ name: 'withdraw', contact: 'pbx/9.1' })).toEqual({ ok: true })
  await pbx.until(() => told(pbx, 'contact.left', 'pbx/9.1').length > 0)
  expect(told(pbx, 'contact.left', 'pbx/9.1')).toMatchObject([{ reason: 'callback' }])
  pbx.server.play({ at: Date.now(), raw: GONE })
  await pbx.until(() => pbx.events.some(({ type }) => type === 'callback.requested'))
  expect(pbx.events.at(-1)?.data).toMatchObject({
    queue: 'service',
    phone: '13800138000',
    contact: 'pbx/9.1',
  })
  expect(await pbx.ask({ name: 'withdraw', contact: 'pbx/9.1' })).toMatchObject({
    message: 'the caller waits no more',
  })
})

test('a number is dialled as the PBX dials it, under a name of its own; never twice at once, never an emergency', async () => {
  const pbx = await pbxWith()
  const dial = (number: string, agent = 'ben') => pbx.ask({ name: 'dial', agent, number, callback: 'cb-1' })
  expect(await dial('+86 138 0013 8000')).toEqual({ ok: true })
  const [sent] = pbx.sent('Originate')
  expect(sent).toMatch(
    /Channel: Local\/102@from-internal\/n\r\nContext: from-internal\r\nExten: 913800138000/,
  )
  expect(sent).toMatch(/ChannelId: huiyin-act-1\b/)
  expect(await dial('13900139000')).toMatchObject({ message: 'a call is being made already' })
  expect(await dial('13800138000', 'anna')).toMatchObject({ message: 'a call is being made already' })
  expect(await dial('110', 'anna')).toMatchObject({ message: expect.stringContaining('emergency') })
  expect(await dial('1380013CALL', 'anna')).toMatchObject({
    message: expect.stringContaining('not a number'),
  })
  expect(pbx.sent('Originate')).toHaveLength(1)
  // The customer is dialled once the agent's own phone is answered: an attempt at that callback.
  pbx.server.play({
    at: Date.now(),
    raw:
      'Event: DialBegin\r\nPrivilege: call,all\r\nChannel: Local/102@from-internal-01;1\r\nUniqueid: huiyin-act-1\r\n' +
      'Linkedid: huiyin-act-1\r\nDestChannel: PJSIP/trunk-02\r\nDestUniqueid: 9.2\r\nDialString: trunk/13800138000\r\n\r\n',
  })
  await pbx.until(() => told(pbx, 'contact.dialled', 'pbx/huiyin-act-1').length > 0)
  expect(told(pbx, 'contact.dialled', 'pbx/huiyin-act-1')).toMatchObject([
    { agent: 'ben', phone: '13800138000', callback: 'cb-1' },
  ])
})

test('no answer, a cut in the middle and a second press: a word each, and nothing twice', async () => {
  const silent = await pbxWith({ acts: { silent: ['QueuePause'] } })
  const asked = silent.ask({ name: 'pause', agent: 'ben', reason: 'meal' })
  const again = silent.ask({ name: 'pause', agent: 'ben', reason: 'meal' })
  expect(await asked).toEqual({ ok: false, code: 'timeout', message: 'no answer' })
  expect(await again).toEqual(await asked)
  expect(silent.sent('QueuePause')).toHaveLength(1)
  // It did it all the same, and that is what is shown.
  expect(told(silent, 'agent.away', 'ben')).toMatchObject([{ reason: 'meal' }])

  const cut = await pbxWith({ acts: { cuts: ['QueuePause'] } })
  expect(await cut.ask({ name: 'pause', agent: 'ben', reason: 'meal' })).toMatchObject({
    code: 'unreachable',
  })
  expect(await cut.ask({ name: 'unpause', agent: 'ben' })).toMatchObject({ code: 'unreachable' })
  cut.server.accept()
  await cut.until(() => told(cut, 'agent.away', 'ben').length > 0)
})
