import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Target, targetSchema } from '#core/alerts/targets/target-schema.ts'
import { givenSecrets } from '#core/alerts/targets/target-secrets.ts'
import type { Notification } from '#core/notify/notification.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { vapidKeys } from '#platform/vapid-keys.ts'
import type { PushSubscription } from '#store/contact-method-store.ts'
import type { Dispatch, Sent } from '#workers/channels/channel.ts'
import { createChannels } from '#workers/channels/create-channels.ts'
import { wordsOf } from '#workers/words/words.ts'
import { alertOfNotification, DUE_AT, notification } from '../support/notifications.ts'
import { makeCertificate } from '../support/peers/certificate.ts'
import type { ChannelPeer, PeerMode } from '../support/peers/channel-peer.ts'
import { startHttpPeers, startPushPeer } from '../support/peers/http-peers.ts'
import { startHttpsSink } from '../support/peers/https-sink.ts'
import {
  type MailPeer,
  originated,
  type PhonePeer,
  pressing,
  startMailPeer,
  startPhonePeer,
} from '../support/peers/other-peers.ts'
import { createDevice } from '../support/peers/push-service.ts'
import { recordedPhoneCall } from '../support/recorded-phone-call.ts'

/** What every channel must do, on a peer that is real as far as the channel can see. */

const NAMES =
  'feishu robot,feishu app,dingtalk,wecom,line,slack webhook,slack bot,teams,webhook,push,mail,phone'
const peers = new Map<string, ChannelPeer>()
const loopback = blockListOf(['127.0.0.0/8', '::1'])
const taken: Notification[] = []
const devices = new Map<string, PushSubscription>()
let allowed = loopback
let channels: ReturnType<typeof createChannels>
/** Those that wait for a peer which does not answer for no longer than a test can. */
let impatient: ReturnType<typeof createChannels>
let phone: PhonePeer
let mail: MailPeer

beforeAll(async () => {
  const [http, push, post, ami] = await Promise.all([
    startHttpPeers(),
    startPushPeer(),
    startMailPeer(),
    startPhonePeer(),
  ])
  phone = ami
  mail = post
  for (const peer of [...http, push, post, ami]) peers.set(peer.name, peer)
  devices.set('device-1', push.device.subscription)
  const context = channelsContext()
  channels = createChannels(context)
  const limits = { wholeMs: 700, answerBytes: 65_536, headerBytes: 16_384 }
  impatient = createChannels({ ...context, limits })
})
afterAll(async () => {
  channels.close()
  impatient.close()
  await Promise.all([...peers.values()].map((peer) => peer.stop()))
})

/** What the channels are given of the rest. */
const channelsContext = () => ({
  allowed: () => allowed,
  vapid: vapidKeys('5'.repeat(64), 'a'),
  contact: 'mailto:it@example.com',
  subscription: async (address: string) => devices.get(address) ?? null,
  account: async () => ({
    host: '127.0.0.1',
    port: phone.port,
    tls: null,
    username: 'huiyin',
    secret: phone.secret,
  }),
  onTaken: (one: Notification) => taken.push(one),
})

let serial = 0
interface WantedDispatch {
  readonly fields?: Partial<Notification>
  readonly earlier?: string | null
  readonly target?: Record<string, unknown>
  readonly by?: typeof channels
}

/** Sends one notification to a peer's reader, by the peer's channel. */
async function send(
  peer: ChannelPeer,
  { fields = {}, earlier = null, target = {}, by = channels }: WantedDispatch = {},
): Promise<Sent> {
  const parsed = targetSchema.parse({ ...peer.target, ...target })
  const method = { channel: peer.kind, target: 'target', address: peer.address }
  const about = notification(`A${++serial}`, method, fields)
  const words = wordsOf(about, {
    ...{
      siteName: 'Huiyin',
      nameOf: (_of: string, id: string) => id,
      timezone: 'Asia/Shanghai',
      publicUrl: 'https://floor.example.com',
      again: false,
    },
    ackLink: ({ id }) => `https://floor.example.com/ack/${id}`,
    saidAt: DUE_AT + 20 * 60_000,
    departmentLink: () => 'https://floor.example.com/departments/x',
  })
  const out = { notification: about, words, target: parsed, secrets: secretsOf(parsed), earlier } as Dispatch
  return (by.all[peer.kind] as { send(out: Dispatch): Promise<Sent> }).send(out)
}

const secretsOf = (target: Target) =>
  Object.fromEntries(givenSecrets(target).map(({ name, direct }) => [name, direct]))

const EXPECTED: Readonly<Record<Exclude<PeerMode, 'accept'>, object>> = {
  fault: { is: 'failed', retryAfterMs: null },
  limited: { is: 'failed', retryAfterMs: 7_000 },
  refuse: { is: 'refused', where: 'target' },
  'refuse inside': { is: 'refused' },
  reset: { is: 'failed', maybe: true },
  hang: { is: 'failed' },
  drip: { is: 'failed' },
  flood: { is: 'failed', maybe: true },
  redirect: { is: 'refused' },
}

describe.each(NAMES.split(','))('%s', (name) => {
  const peer = () => peers.get(name)!

  test('says what it is about, when it was due, and where to take it, to its reader', async () => {
    peer().behave('accept')
    expect(await send(peer())).toMatchObject({ is: 'sent', edited: false })
    const said = peer().read().at(-1)!
    if (name === 'phone') {
      expect(said).toContain('Channel: PJSIP/101\r\n')
      expect(said).toContain('Timeout: 12000')
      expect(said).toContain('HUIYIN_PROMPT=huiyin-alert')
      expect(said).toContain('HUIYIN_COUNT=1')
      return
    }
    expect(said).toContain('Overdue: Complaint unanswered')
    expect(said).toContain('overdue by 20 min (due 03-02 14:30 GMT+8)')
    expect(said).toContain(`https://floor.example.com/ack/t-A${serial}`)
    expect(said).toContain(`https://floor.example.com/cases/A${serial}`)
  })

  test('asks for what a colleague asks, with a button for each answer', async () => {
    if (name === 'phone') return
    const asks = { who: 'Yuan', place: '1016', sum: { amount: 355, currency: 'CNY' }, text: 'Waited twice' }
    const ask = (rule: 'assist' | 'approval') => ({
      ...{ kind: rule, conversation: `${rule}/S1` },
      alerts: [
        alertOfNotification(`${rule}/S1`, 'critical', {
          rule,
          title: {},
          case: 'C1',
          dueAt: null,
          team: null,
          asks,
        }),
      ],
    })
    await send(peer(), { fields: ask('approval') })
    const approval = peer().read().at(-1)!
    for (const said of ['Yuan asks for your approval of CN¥355', 'Waited twice', 'Approve', 'Refuse'])
      expect(approval).toContain(said)
    expect(approval).toContain(`/ack/t-A${serial}?act=grant`)
    expect(approval).toContain(`/ack/t-A${serial}?act=refuse`)
    await send(peer(), { fields: ask('assist') })
    const assist = peer().read().at(-1)!
    expect(assist).toContain('Yuan (1016) needs you')
    expect(assist).toContain('On my way')
  })

  test("speaks its reader's language", async () => {
    if (name === 'phone') return
    const to = { is: 'person', id: 'lea', name: '陳', language: 'zh-TW' } as const
    await send(peer(), { fields: { to } })
    expect(peer().read().at(-1)).toContain('客訴無人回覆')
    expect(peer().read().at(-1)).toContain('我來處理')
  })

  test("says nothing of a customer's key, and a link in an id is none", async () => {
    const fields = {
      alerts: [
        alertOfNotification('x](https://evil.example)', 'critical', {
          subject: 'customer/tel:13800138000',
          case: null,
        }),
      ],
    }
    await send(peer(), { fields })
    const said = peer().read().at(-1)!
    expect(said).not.toContain('tel:138')
    // A program reads ids as they are; people would see a link.
    if (name !== 'webhook') expect(said).not.toContain('](https://evil')
  })

  test('of five hundred alerts it says the worst, and counts the others', async () => {
    if (name === 'phone') return
    const alerts = Array.from({ length: 500 }, (_, index) =>
      alertOfNotification(`B${index}`, index < 3 ? 'critical' : 'warning'),
    )
    const fields = { kind: 'digest', alerts, conversation: 'digest/lea' } as const
    expect(await send(peer(), { fields })).toMatchObject({ is: 'sent' })
    const said = peer().read().at(-1)!
    expect(said).toContain('500 alerts: 3 critical, 497 warnings')
    for (const id of ['B0', 'B1', 'B2']) expect(said).toContain(`case ${id})`)
    expect(said).toMatch(/and \d+ more: \d+ warning/)
  })

  test('fails as its peer does, in good time, and is well again after', async () => {
    for (const mode of peer().modes) {
      peer().behave(mode)
      const before = peer().asked()
      const slow = mode === 'hang' || mode === 'drip'
      const result = await send(peer(), { by: slow ? impatient : channels })
      expect([mode, result]).toMatchObject([mode, EXPECTED[mode as keyof typeof EXPECTED]])
      // A redirect was not followed, nothing was tried twice: an app signs in once at most.
      if (mode === 'redirect') expect(peer().asked() - before).toBeLessThanOrEqual(2)
    }
    peer().behave('accept')
    expect(await send(peer())).toMatchObject({ is: 'sent' })
  })

  test('goes to no private address that the administrator did not open', async () => {
    // A PBX is where its feed is; who reads the log of it may ring it.
    if (name === 'phone') return
    const before = peer().read().length
    allowed = blockListOf(['10.0.0.0/8'])
    expect(await send(peer())).toMatchObject({
      is: 'refused',
      reason: expect.stringContaining('alerts.allow'),
    })
    allowed = loopback
    expect(peer().read()).toHaveLength(before)
  })

  test('trusts no certificate that nobody vouches for', async () => {
    if (name === 'phone') return
    const before = peer().read().length
    expect(await send(peer(), { target: { ca: undefined } })).toMatchObject({
      is: 'failed',
      reason: expect.stringMatching(/certificate|SELF_SIGNED/i),
    })
    expect(peer().read()).toHaveLength(before)
  })
})

test.each(['slack bot', 'feishu app'])(
  '%s: what is no worse edits the message, what is worse answers it',
  async (name) => {
    const peer = peers.get(name)!
    peer.behave('accept')
    const warning = { alerts: [alertOfNotification('W', 'warning')], conversation: 'case/W' }
    const first = await send(peer, { fields: warning })
    if (first.is !== 'sent') throw new Error(JSON.stringify(first))
    expect(await send(peer, { fields: warning, earlier: first.receipt })).toMatchObject({
      is: 'sent',
      edited: true,
    })
    const worse = { alerts: [alertOfNotification('W', 'critical')], conversation: 'case/W' }
    expect(await send(peer, { fields: worse, earlier: first.receipt })).toMatchObject({
      is: 'sent',
      edited: false,
    })
  },
)

test('feishu app: a limit and a stale token are read from under a 400', async () => {
  const cert = makeCertificate()
  const sink = await startHttpsSink({ certificate: cert })
  const target = { api: sink.url, ca: cert.cert }
  const peer = peers.get('feishu app')!
  let tokens = 0
  const answer = (status: number, body: object, headers = {}) =>
    sink.behave(({ path }) => {
      if (!path.includes('tenant_access_token'))
        return { is: 'answer', status, body: JSON.stringify(body), headers }
      const token = { code: 0, tenant_access_token: `t-${++tokens}`, expire: 7_200 }
      return { is: 'answer', status: 200, body: JSON.stringify(token) }
    })
  answer(400, { code: 99991400, msg: 'request trigger frequency limit' }, { 'x-ogw-ratelimit-reset': '52' })
  expect(await send(peer, { target })).toMatchObject({ is: 'failed', retryAfterMs: 52_000 })
  answer(400, { code: 99991663, msg: 'Invalid access token for authorization' })
  expect(await send(peer, { target })).toMatchObject({ is: 'failed', retryAfterMs: null })
  answer(200, { code: 0, data: { message_id: 'om_2' } })
  expect(await send(peer, { target })).toMatchObject({ is: 'sent' })
  expect(tokens).toBe(2)
  await sink.stop()
})

test('mail: a second clock of the case stands in the thread of the first', async () => {
  const peer = peers.get('mail')!
  peer.behave('accept')
  const fields = { conversation: 'case/T' }
  const first = await send(peer, { fields })
  if (first.is !== 'sent') throw new Error(JSON.stringify(first))
  await send(peer, { fields, earlier: first.receipt })
  const [root, next] = mail.mails.slice(-2).map(({ headers }) => headers)
  expect(root!.get('references')).toBeUndefined()
  expect(next!.get('in-reply-to')).toBe(root!.get('message-id'))
  expect(next!.get('references')).toBe(root!.get('message-id'))
  expect(next!.get('message-id')).not.toBe(root!.get('message-id'))
})

test('push: a push service that asks to be left alone is, and the others are asked on', async () => {
  const peer = peers.get('push')!
  const by = createChannels(channelsContext())
  peer.behave('limited')
  expect(await send(peer, { by })).toMatchObject({ is: 'failed', retryAfterMs: 7_000, apart: true })
  const asked = peer.asked()
  peer.behave('accept')
  expect(await send(peer, { by })).toMatchObject({ is: 'failed', apart: true })
  expect(peer.asked()).toBe(asked)
  const other = await startHttpsSink({ certificate: makeCertificate() })
  other.behave({ is: 'answer', status: 201 })
  devices.set('device-of-other', createDevice(`${other.url}/push/device`).subscription)
  const elsewhere = { ...peer, address: 'device-of-other' }
  expect(await send(elsewhere, { by, target: { ca: other.cert } })).toMatchObject({ is: 'sent' })
  by.close()
  await other.stop()
})

/** What each service takes at most, in bytes of UTF-8 but where it says otherwise. */
const LIMITS: Readonly<Record<string, (body: string) => readonly [is: number, most: number]>> = {
  'feishu robot': (body) => [Buffer.byteLength(body), 20 * 1_024],
  'feishu app': (body) => [Buffer.byteLength(body), 30 * 1_024],
  dingtalk: (body) => [Buffer.byteLength(body), 20_000],
  wecom: (body) => [Buffer.byteLength(JSON.parse(body).markdown.content), 4_096],
  line: (body) => [JSON.stringify(JSON.parse(body).messages[0]).length, 5_000],
  'slack webhook': (body) => [longestText(body), 3_000],
  'slack bot': (body) => [longestText(body), 3_000],
  teams: (body) => [Buffer.byteLength(body), 28 * 1_024],
  webhook: (body) => [Buffer.byteLength(body), 65_536],
}
const longestText = (body: string) =>
  Math.max(...JSON.parse(body).blocks.map(({ text }: { text?: { text: string } }) => text?.text.length ?? 0))

test.each(Object.keys(LIMITS))('%s: five hundred alerts in Chinese fit into what it takes', async (name) => {
  const peer = peers.get(name)!
  peer.behave('accept')
  const title = { 'zh-CN': '客户投诉超过两小时没有人回复，请马上处理并联系客户'.repeat(4) }
  const alerts = Array.from({ length: 500 }, (_, index) =>
    alertOfNotification(`L${index}`, 'critical', { title }),
  )
  const to = { is: 'person', id: 'lea', name: '李雅', language: 'zh-CN' } as const
  const fields = { kind: 'digest', alerts, to, conversation: 'digest/lea' } as const
  expect(await send(peer, { fields })).toMatchObject({ is: 'sent' })
  const [is, most] = LIMITS[name]!(peer.bodies().at(-1)!)
  expect(is).toBeLessThanOrEqual(most)
  // It is not that nothing is said.
  expect(peer.read().at(-1)).toContain('L0')
})

test('what a service finds too long all the same is sent again, shorter', async () => {
  const sink = await startHttpsSink({ certificate: makeCertificate() })
  sink.behave(({ text }) => ({
    ...{ is: 'answer', status: 200 },
    body:
      Buffer.byteLength(text) > 2_000
        ? '{"errcode":40058,"errmsg":"markdown.content exceed max length 4096. invalid Request Parameter"}'
        : '{"errcode":0,"errmsg":"ok"}',
  }))
  const alerts = Array.from({ length: 60 }, (_, index) => alertOfNotification(`S${index}`))
  const fields = { kind: 'digest', alerts, conversation: 'digest/lea' } as const
  const target = { url: `${sink.url}/send?key=robot-key-9`, ca: sink.cert }
  expect(await send(peers.get('wecom')!, { fields, target })).toMatchObject({ is: 'sent' })
  const sizes = sink.requests.map(({ text }) => Buffer.byteLength(text))
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes.at(-1)).toBeLessThanOrEqual(2_000)
  sink.behave({ is: 'answer', status: 200, body: '{"errcode":45002,"errmsg":"content size out of limit"}' })
  const before = sink.requests.length
  expect(await send(peers.get('wecom')!, { fields, target })).toMatchObject({
    is: 'refused',
    where: 'message',
  })
  expect(sink.requests.length - before).toBeLessThanOrEqual(5)
  await sink.stop()
})

test('push: a device that has unsubscribed is gone', async () => {
  const peer = peers.get('push')!
  expect(await send({ ...peer, address: 'device-2' })).toMatchObject({ is: 'refused', where: 'gone' })
})

test('phone: told is who presses a key, and who presses 1 takes it', async () => {
  phone.behave('accept')
  phone.answerWith(pressing('2'))
  expect(await send(phone)).toMatchObject({ is: 'sent' })
  expect(taken).toEqual([])
  phone.answerWith(pressing('1'))
  expect(await send(phone)).toMatchObject({ is: 'sent' })
  await expect.poll(() => taken.length).toBe(1)
})

test.each([
  ['nobody answers', [originated('Failure', '3')], /nobody answered/],
  ['there is no such extension', [originated('Failure', '0')], /no such extension/],
  ['a mailbox answers and hears the prompt out', pressing(''), /no key was pressed/],
  [
    'it is hung up before a key',
    [originated('Success', '4'), 'Event: Hangup\r\nUniqueid: 1.1\r\n'],
    /hung up/,
  ],
  ['it is recorded: voicemail takes the call', recordedPhoneCall('noanswer', '{id}'), /mailbox/],
])('phone: where %s, nobody was told', async (_, messages, reason) => {
  phone.behave('accept')
  phone.answerWith(messages)
  expect(await send(phone)).toMatchObject({
    is: 'refused',
    where: 'reader',
    reason: expect.stringMatching(reason),
  })
})

test('phone: what an administrator must correct is named', async () => {
  phone.behave('refuse')
  expect(await send(phone)).toMatchObject({
    where: 'target',
    reason: expect.stringContaining('the dialplan has no context "huiyin-alert"'),
  })
  const wrong = createChannels({
    ...channelsContext(),
    account: async () => ({
      host: '127.0.0.1',
      port: phone.port,
      tls: null,
      username: 'huiyin',
      secret: 'wrong',
    }),
  })
  expect(await send(phone, { by: wrong })).toMatchObject({
    where: 'target',
    reason: expect.stringContaining("correct the feed's username and secret"),
  })
  wrong.close()
})

test('phone: several alerts are one call that says how many', async () => {
  phone.behave('accept')
  phone.answerWith(pressing('1'))
  const alerts = [alertOfNotification('P1'), alertOfNotification('P2'), alertOfNotification('P3', 'warning')]
  await send(phone, { fields: { kind: 'digest', alerts, conversation: 'digest/lea' } })
  expect(phone.read().at(-1)).toContain('HUIYIN_COUNT=3')
})
