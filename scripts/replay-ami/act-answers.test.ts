import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { fixtureText } from '#tests/support/replayed-recording.ts'
import { type AmiServer, startAmiServer } from './ami-server.ts'

/**
 * Guarantee: to the actions that were sent to a real Asterisk 22 the AMI test server answers what that one answered, and
 * tells of its members what that one told.
 */

let server: AmiServer | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

const linesOf = (file: string) =>
  fixtureText(`asterisk-actions/${file}.ndjson`)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { raw?: string; answer?: Record<string, string> })
const rawOf = (file: string) => linesOf(file).flatMap(({ raw }) => (raw === undefined ? [] : [raw]))

const member = (phone: string, queue: string, device = phone) =>
  `Event: QueueMember\r\nQueue: ${queue}\r\nName: ${phone}\r\nLocation: ${phone}\r\nStateInterface: ${device}\r\n` +
  'Membership: static\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n'
const join = (channel: string) =>
  `Event: QueueCallerJoin\r\nChannel: ${channel}\r\nUniqueid: ${channel}\r\nLinkedid: ${channel}\r\nQueue: 600\r\n` +
  'Position: 1\r\nCount: 1\r\n\r\n'

/** The PBX of the recordings: its queues, who is in them at the beginning, and who waits. */
async function startPbx(waiting: readonly string[], forbidden: readonly string[] = []): Promise<AmiServer> {
  server = await startAmiServer({ secret: null, acts: {}, forbidden })
  const said = [
    ...['600', '601', 'VIP line'].map((queue) => `Event: QueueParams\r\nQueue: ${queue}\r\nCalls: 0\r\n\r\n`),
    ...[member('PJSIP/101', '600'), member('PJSIP/101', 'VIP line')],
    ...['600', '601'].map((queue) => member('Local/102@from-queue/n', queue, 'hint:102@ext-local')),
    ...waiting.map(join),
  ]
  for (const raw of said) server.play({ at: 1, raw })
  return server
}

/** What the server says to these actions, until it has answered the last of them. */
async function saidTo({ port }: AmiServer, actions: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  const answered = Promise.withResolvers<void>()
  socket.on('data', (chunk) => {
    text += chunk.toString()
    if (text.includes('ActionID: last')) answered.resolve()
  })
  socket.on('error', answered.reject)
  const signIn = 'Action: Login\r\nActionID: first\r\nUsername: x\r\nSecret: y\r\n\r\n'
  socket.write([signIn, ...actions, 'Action: Ping\r\nActionID: last\r\n\r\n'].join(''))
  await answered.promise
  socket.destroy()
  return text.split('\r\n\r\n')
}

const TOLD = /^Event: QueueMember(Added|Removed|Pause|Penalty)\b/
const NAMED =
  /^(Event|Response|ActionID|Message|Queue|Interface|StateInterface|Membership|Penalty|Paused|PausedReason):/

/** Of answers to what was sent, and of what was told of members, all that does not hang on the time of day. */
const comparable = (messages: readonly string[], sent: readonly string[]) => {
  const ids = sent.map((action) => /^ActionID: (.*)$/m.exec(action)![1])
  const isAnswer = (text: string) =>
    text.startsWith('Response:') && ids.includes(/^ActionID: (.*)$/m.exec(text)?.[1] ?? '')
  return messages
    .filter((text) => TOLD.test(text) || isAnswer(text))
    .map((text) =>
      text
        .split('\r\n')
        .filter((line) => NAMED.test(line))
        .map((line) => line.trimEnd())
        .sort()
        .join(' | '),
    )
    .sort()
}

test.each([
  ['pause', []],
  ['add-remove', []],
  ['priority', ['PJSIP/trunk-0000124b']],
  ['click-to-dial', []],
] as const)('%s: the recorded actions have the recorded answers', async (file, waiting) => {
  // Whether a phone may be rung in use is none of our acts.
  const sent = rawOf(`${file}.sent`).filter(
    (action) => !/^Action: Queue(MemberRingInUse|Status)/.test(action),
  )
  const pbx = await startPbx(waiting)
  expect(sent.length).toBeGreaterThan(0)
  expect(comparable(await saidTo(pbx, sent), sent)).toEqual(comparable(rawOf(file), sent))
})

test('an account without the right is told so, in the recorded words', async () => {
  const [recorded] = linesOf('pause-refused.sent').flatMap(({ answer }) =>
    answer === undefined ? [] : [answer],
  )
  const pbx = await startPbx([], ['QueuePause', 'QueueAdd', 'Originate'])
  const ask = (action: string) => `Action: ${action}\r\nActionID: of-${action}\r\n\r\n`
  const said = await saidTo(pbx, ['QueuePause', 'QueueAdd', 'Originate', 'QueueStatus'].map(ask))
  for (const action of ['QueuePause', 'QueueAdd', 'Originate'])
    expect(said).toContain(
      `Response: ${recorded!.Response}\r\nActionID: of-${action}\r\nMessage: ${recorded!.Message}`,
    )
  expect(said.find((text) => text.includes('ActionID: of-QueueStatus'))).toContain('Response: Success')
})
