import { afterEach, describe, expect, test } from 'vitest'
import { type Act, type ActAnswer, type ActOrder, acts } from '#core/pbx-actions/act-request.ts'
import { type AmiServer, type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import {
  type Connector,
  createAsteriskConnector,
  type FeedReport,
} from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'

import { ACT_ORDERS, actOrder } from '../support/act-orders.ts'

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
      deliver: (delivered) => events.push(...delivered),
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
    ask: (order) => connector.act(actOrder({ id: `act-${++serial}`, ...order })),
    sent: (action) => server.received.filter((text) => text.startsWith(`Action: ${action}\r\n`)),
  }
}

const delivered = ({ events }: Pbx, type: string, subject: string) =>
  events.filter((event) => event.type === type && event.subject === subject).map(({ data }) => data)

test.each(['answer', 'event'] as const)(
  'away and back, the %s first: by the PBX’s own event',
  async (first) => {
    const pbx = await pbxWith({ acts: { first } })
    expect(await pbx.ask({ name: 'pause', agent: 'ben', reason: 'break' })).toEqual({ ok: true })
    await pbx.until(() => delivered(pbx, 'agent.away', 'ben').length > 0)
    expect(delivered(pbx, 'agent.away', 'ben')).toEqual([{ reason: 'break', by: 'lin' }])
    // The PBX writes its own word for the reason.
    expect(pbx.sent('QueuePause')[0]).toContain('Reason: 小休')
    expect(await pbx.ask({ name: 'unpause', agent: 'ben' })).toEqual({ ok: true })
    await pbx.until(() => delivered(pbx, 'agent.available', 'ben').length > 0)
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
  await pbx.until(() => delivered(pbx, 'agent.signed_in', 'fatima').length > 0)
  expect(await pbx.ask({ name: 'queues', agent: 'ben', queue: 'sales', penalty: 3 })).toEqual({ ok: true })
  expect(await pbx.ask({ name: 'queues', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  await pbx.until(() => delivered(pbx, 'agent.queues', 'ben').length > 0)
  expect(delivered(pbx, 'agent.queues', 'ben').at(-1)).toEqual({ queues: ['sales'], penalties: { sales: 3 } })
  expect(await pbx.ask({ name: 'sign_out', agent: 'ben' })).toEqual({ ok: true })
  await pbx.until(() => delivered(pbx, 'agent.signed_out', 'ben').length > 0)
})

test('into one queue more, and out of one, leaves a pause in another as it is; who is away stays away in a new one', async () => {
  const pbx = await pbxWith()
  const pausedIn = () =>
    pbx.server.membersBy('Local/102@from-queue/n').map(({ queue, paused }) => [queue, paused])
  expect(await pbx.ask({ name: 'pause', agent: 'ben', queue: 'sales', reason: 'break' })).toEqual({
    ok: true,
  })
  await pbx.until(() => delivered(pbx, 'agent.queues', 'ben').length > 0)
  expect(delivered(pbx, 'agent.queues', 'ben')).toEqual([
    { queues: ['service'], pausedIn: [{ queue: 'sales', reason: 'break' }] },
  ])
  expect(await pbx.ask({ name: 'sign_in', agent: 'ben', queues: ['service'] })).toEqual({ ok: true })
  expect(pausedIn()).toEqual([
    ['600', false],
    ['601', true],
  ])
  expect(await pbx.ask({ name: 'sign_in', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  expect(pausedIn()).toEqual([
    ['600', false],
    ['601', false],
  ])
  expect(await pbx.ask({ name: 'sign_out', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  expect(await pbx.ask({ name: 'pause', agent: 'ben', reason: 'break' })).toEqual({ ok: true })
  await pbx.until(() => delivered(pbx, 'agent.away', 'ben').length > 0)
  expect(await pbx.ask({ name: 'sign_in', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  expect(pbx.server.membersBy('Local/102@from-queue/n')).toMatchObject([
    { paused: true, reason: '小休' },
    { paused: true, reason: '小休' },
  ])
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
  await pbx.until(() => delivered(pbx, 'contact.queued', 'pbx/9.1').length > 0)
  expect(await pbx.ask({ name: 'priority', contact: 'pbx/9.1', priority: 10 })).toEqual({ ok: true })
  expect(pbx.sent('QueueChangePriorityCaller')[0]).toMatch(
    /Queue: 600\r\nCaller: PJSIP\/trunk-01\r\nPriority: 10\r\nImmediate: yes/,
  )
  // No event tells of it: the PBX's list of that queue does.
  await pbx.until(() => delivered(pbx, 'contact.flagged', 'pbx/9.1').length > 0)
  expect(delivered(pbx, 'contact.flagged', 'pbx/9.1')).toEqual([{ kind: 'priority', priority: 10 }])
  expect(await pbx.ask({ name: 'withdraw', contact: 'pbx/9.1' })).toEqual({ ok: true })
  await pbx.until(() => delivered(pbx, 'contact.left', 'pbx/9.1').length > 0)
  expect(delivered(pbx, 'contact.left', 'pbx/9.1')).toMatchObject([{ reason: 'callback' }])
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
  await pbx.until(() => delivered(pbx, 'contact.dialled', 'pbx/huiyin-act-1').length > 0)
  expect(delivered(pbx, 'contact.dialled', 'pbx/huiyin-act-1')).toMatchObject([
    { agent: 'ben', phone: '13800138000', callback: 'cb-1' },
  ])
})

test('a message that was listened to while nobody heard the PBX is cleared once it is heard again', async () => {
  let fresh = 2
  const pbx = await pbxWith({
    answers: (action, field) =>
      action !== 'MailboxCount'
        ? []
        : [
            `Response: Success\r\nActionID: ${field('ActionID')}\r\nMessage: Mailbox Message Count\r\n` +
              `Mailbox: ${field('Mailbox')}\r\nUrgMessages: 0\r\nNewMessages: ${fresh}\r\nOldMessages: 0\r\n`,
          ],
  })
  const play = (raw: string) => pbx.server.play({ at: Date.now(), raw: `${raw}\r\n` })
  for (const call of ['8.1', '8.3']) {
    const of = `Channel: PJSIP/trunk-${call}\r\nUniqueid: ${call}\r\nLinkedid: ${call}\r\nCallerIDNum: 13800138000\r\n`
    const dest = `DestChannel: PJSIP/101-${call}\r\nDestUniqueid: ${call}1\r\n`
    play(`Event: DialBegin\r\n${of}${dest}DialString: 101\r\n`)
    play(`Event: DialEnd\r\n${of}${dest}DialStatus: NOANSWER\r\n`)
    play(`Event: MessageWaiting\r\n${of}Mailbox: 101@default\r\nWaiting: 1\r\nNew: 2\r\n`)
    play(`Event: Hangup\r\n${of}Cause: 16\r\n`)
  }
  await pbx.until(() => pbx.events.filter(({ type }) => type === 'callback.requested').length === 2)
  expect(pbx.events.at(-1)).toMatchObject({ data: { agent: 'anna', mailbox: '101@default' } })
  fresh = 1
  pbx.server.cut()
  pbx.server.accept()
  await pbx.until(() => pbx.events.some(({ type }) => type === 'callback.done'))
  expect(delivered(pbx, 'callback.done', 'pbx/missed/8.1')).toEqual([{ reason: 'heard' }])
  expect(delivered(pbx, 'callback.done', 'pbx/missed/8.3')).toEqual([])
})

interface ActCase {
  readonly order: Partial<ActOrder>
  /** The AMI action that it is. */
  readonly action: string
  /** An order of the kind that the PBX refuses, what happens there before, and its words. */
  readonly refused: {
    readonly order?: Partial<ActOrder>
    readonly first?: (pbx: Pbx) => void
    readonly says: string
  }
  /** What is so before. */
  readonly first?: (pbx: Pbx) => Promise<void>
  /** What the PBX's own word makes of it; not given: it says none. */
  readonly shows?: readonly [type: string, subject: string]
}

const waiting = async (pbx: Pbx) => {
  pbx.server.play({ at: Date.now(), raw: WAITS })
  await pbx.until(() => delivered(pbx, 'contact.queued', 'pbx/9.1').length > 0)
}
const away = async (pbx: Pbx) => {
  for (const name of ['600', '601'])
    pbx.server.play({
      at: Date.now(),
      raw: member(name, 'Ben', 'Local/102@from-queue/n')
        .replace('QueueMember', 'QueueMemberPause')
        .replace('Name: ', 'MemberName: ')
        .replace('Location', 'Interface')
        .replace('Paused: 0', 'Paused: 1'),
    })
  await pbx.until(() => delivered(pbx, 'agent.away', 'ben').length > 0)
}
const gone = (pbx: Pbx) => pbx.server.forget('9.1')
const stranger = 'PJSIP/999'

const CASES: Readonly<Record<Act, ActCase>> = {
  pause: {
    ...{ order: ACT_ORDERS.pause, action: 'QueuePause', shows: ['agent.away', 'ben'] },
    refused: { order: { agent: stranger }, says: 'Interface not found' },
  },
  unpause: {
    ...{ order: ACT_ORDERS.unpause, action: 'QueuePause', first: away, shows: ['agent.available', 'ben'] },
    refused: { order: { agent: stranger }, says: 'Interface not found' },
  },
  sign_in: {
    ...{ order: ACT_ORDERS.sign_in, action: 'QueueAdd' },
    shows: ['agent.signed_in', 'fatima'],
    refused: {
      order: { agent: 'fatima', queues: ['nowhere'] },
      says: 'Unable to add interface to queue: No such queue',
    },
  },
  sign_out: {
    ...{ order: ACT_ORDERS.sign_out, action: 'QueueRemove', shows: ['agent.signed_out', 'ben'] },
    refused: { order: { agent: 'anna' }, says: 'Member not dynamic' },
  },
  queues: {
    ...{ order: ACT_ORDERS.queues, action: 'QueuePenalty' },
    shows: ['agent.queues', 'ben'],
    refused: { order: { agent: stranger, queue: 'sales', penalty: 3 }, says: 'Invalid interface' },
  },
  dial: {
    ...{ order: ACT_ORDERS.dial, action: 'Originate' },
    refused: {
      order: { agent: 'ben', number: '13800138000', callback: 'nowhere' },
      says: 'Extension does not exist.',
    },
  },
  priority: {
    ...{ order: ACT_ORDERS.priority, action: 'QueueChangePriorityCaller', first: waiting },
    ...{ shows: ['contact.flagged', 'pbx/9.1'], refused: { first: gone, says: 'Caller not found' } },
  },
  withdraw: {
    ...{ order: ACT_ORDERS.withdraw, action: 'QueueWithdrawCaller', first: waiting },
    ...{ shows: ['contact.left', 'pbx/9.1'], refused: { first: gone, says: 'Caller not found' } },
  },
}

const isShown = (pbx: Pbx, { shows }: ActCase) => shows === undefined || delivered(pbx, ...shows).length > 0
/** Every act at a PBX of its own, all at once. */
async function everyAct(run: (name: Act, given: ActCase, start: typeof pbxWith) => Promise<void>) {
  await Promise.all(
    acts.map((name) => {
      const given = CASES[name]
      const start: typeof pbxWith = async (options) => {
        const pbx = await pbxWith(options)
        await given.first?.(pbx)
        return pbx
      }
      return run(name, given, start)
    }),
  )
}

describe('every act', () => {
  test.each(['answer', 'event'] as const)('is done, the %s first', (first) =>
    everyAct(async (name, given, start) => {
      const pbx = await start({ acts: { first } })
      expect(await pbx.ask({ name, ...given.order }), name).toEqual({ ok: true })
      await pbx.until(() => isShown(pbx, given))
      expect(pbx.sent(given.action).length, name).toBeGreaterThan(0)
    }),
  )

  test('is refused in the PBX’s words, and shows nothing', () =>
    everyAct(async (name, given, start) => {
      const dialled = name === 'dial' ? ['Response: Error\r\nMessage: Extension does not exist.\r\n'] : null
      const pbx = await start({
        instead: (action, field) =>
          action === 'Originate' && dialled !== null
            ? dialled.map((text) => text.replace('Error\r\n', `Error\r\nActionID: ${field('ActionID')}\r\n`))
            : null,
      })
      given.refused.first?.(pbx)
      const order = { name, ...(given.refused.order ?? given.order) }
      expect(await pbx.ask(order), name).toMatchObject({ code: 'refused', message: given.refused.says })
      expect(given.shows === undefined || delivered(pbx, ...given.shows).length === 0, name).toBe(true)
    }))

  test('without the right is not offered, and is refused in the PBX’s words', () =>
    everyAct(async (name, given, start) => {
      const pbx = await start({ forbidden: [given.action, ...(name === 'queues' ? ['QueueAdd'] : [])] })
      expect(pbx.acts(), name).not.toContain(name)
      expect(await pbx.ask({ name, ...given.order }), name).toMatchObject({
        ...{ ok: false, code: 'refused', message: expect.stringMatching(/^Permission denied/) },
      })
      expect(given.shows === undefined || delivered(pbx, ...given.shows).length === 0, name).toBe(true)
    }))

  test('of which no answer comes says so within 3 s, and what the PBX did all the same is shown', () =>
    everyAct(async (name, given, start) => {
      const pbx = await start({ acts: { silent: [given.action] } })
      const began = performance.now()
      expect(await pbx.ask({ name, ...given.order }), name).toMatchObject({ code: 'timeout' })
      expect(performance.now() - began).toBeLessThan(3_000)
      await pbx.until(() => isShown(pbx, given))
    }))

  test('that is cut in the middle says so, and what the PBX did is shown once it is back', () =>
    everyAct(async (name, given, start) => {
      const pbx = await start({ acts: { cuts: [given.action] } })
      expect(await pbx.ask({ name, ...given.order }), name).toMatchObject({ code: 'unreachable' })
      // A call that may be made all the same is not made twice.
      const again = name === 'dial' ? 'refused' : 'unreachable'
      expect(await pbx.ask({ name, ...given.order }), name).toMatchObject({ code: again })
      pbx.server.accept()
      await pbx.until(() => isShown(pbx, given) && pbx.acts().includes(name))
    }))
})

test('no answer, a cut in the middle and a second press: a word each, and nothing twice', async () => {
  const silent = await pbxWith({ acts: { silent: ['QueuePause'] } })
  const asked = silent.ask({ name: 'pause', agent: 'ben', reason: 'meal' })
  const again = silent.ask({ name: 'pause', agent: 'ben', reason: 'meal' })
  expect(await asked).toEqual({ ok: false, code: 'timeout', message: 'no answer' })
  expect(await again).toEqual(await asked)
  expect(silent.sent('QueuePause')).toHaveLength(1)
  // It did it all the same, and that is what is shown.
  expect(delivered(silent, 'agent.away', 'ben')).toMatchObject([{ reason: 'meal' }])

  const cut = await pbxWith({ acts: { cuts: ['QueuePause'] } })
  expect(await cut.ask({ name: 'pause', agent: 'ben', reason: 'meal' })).toMatchObject({
    code: 'unreachable',
  })
  expect(await cut.ask({ name: 'unpause', agent: 'ben' })).toMatchObject({ code: 'unreachable' })
  cut.server.accept()
  await cut.until(() => delivered(cut, 'agent.away', 'ben').length > 0)
})

test('a PBX that is started anew in the middle of an act: who it has forgotten is signed out, who it has in its files is not', async () => {
  const pbx = await pbxWith({ acts: { cuts: ['QueuePause'] } })
  expect(await pbx.ask({ name: 'pause', agent: 'ben', reason: 'meal' })).toMatchObject({
    code: 'unreachable',
  })
  pbx.server.restart()
  pbx.server.accept()
  await pbx.until(() => delivered(pbx, 'agent.signed_out', 'ben').length > 0 && pbx.acts().length > 0)
  expect(delivered(pbx, 'agent.away', 'ben')).toEqual([])
  expect(delivered(pbx, 'agent.signed_out', 'anna')).toEqual([])
  // What was asked of the old one is not done by the new one; pressed anew, it is.
  expect(pbx.server.membersBy('Local/102@from-queue/n')).toEqual([])
  expect(await pbx.ask({ name: 'sign_in', agent: 'ben', queues: ['sales'] })).toEqual({ ok: true })
  await pbx.until(() => delivered(pbx, 'agent.signed_in', 'ben').length === 2)
})
