import { expect, test } from 'vitest'
import { isPushAlone, type KnownWay, waysOfPerson } from './person-ways.ts'

const APP = { channel: 'app', target: null, address: null }
const targets = [
  { id: 'robot', kind: 'feishu' },
  { id: 'post', kind: 'mail' },
  { id: 'bell', kind: 'push' },
]

function known(fields: Partial<KnownWay>): KnownWay {
  const way = { id: 'w1', channel: 'push', target: null, address: 'w1', name: 'Phone' } as const
  return { ...way, enabled: true, verifiedAt: 1, dead: null, ...fields }
}

test('who set nothing up is told on the screen, and by the mail address of the site file', () => {
  expect(waysOfPerson({ email: 'lin@example.com' }, [], targets)).toEqual([
    APP,
    { channel: 'mail', target: 'post', address: 'lin@example.com' },
  ])
  expect(waysOfPerson({ email: 'lin@example.com' }, [], [])).toEqual([APP])
  expect(waysOfPerson({}, [], targets)).toEqual([APP])
})

test('a mail way of their own stands for the address of the site file, also one that is switched off', () => {
  const own = known({ channel: 'mail', target: 'post', address: 'me@example.com' })
  const file = { email: 'lin@example.com' }
  expect(waysOfPerson(file, [own], targets)).toEqual([
    APP,
    { channel: 'mail', target: 'post', address: 'me@example.com' },
  ])
  expect(waysOfPerson(file, [{ ...own, enabled: false }], targets)).toEqual([APP])
})

test.each([
  ['is switched off', { enabled: false }],
  ['was never shown to reach the person', { verifiedAt: null }],
  ['is dead', { dead: { at: 1, reason: 'unsubscribed' } }],
])('nothing is sent on a way that %s', (_, fields) => {
  expect(waysOfPerson({}, [known({})], targets)).toEqual([
    APP,
    { channel: 'push', target: 'bell', address: 'w1' },
  ])
  expect(waysOfPerson({}, [known(fields)], targets)).toEqual([APP])
})

test('an address that was never shown to reach its person, or is dead, does not silence that of the site file', () => {
  const own = known({ channel: 'mail', target: 'post', address: 'me@example.com' })
  const file = { email: 'lin@example.com' }
  const post = { channel: 'mail', target: 'post', address: 'lin@example.com' }
  expect(waysOfPerson(file, [{ ...own, verifiedAt: null }], targets)).toEqual([APP, post])
  expect(waysOfPerson(file, [{ ...own, dead: { at: 1, reason: 'no mailbox' } }], targets)).toEqual([
    APP,
    post,
  ])
})

test('nothing is sent by a target that the site file no longer has', () => {
  expect(waysOfPerson({}, [known({ channel: 'mail', target: 'old' }), known({})], [])).toEqual([APP])
})

test('what the site file says under `reach` holds where the person set up nothing on that channel', () => {
  const person = { email: 'lin@example.com', reach: [{ channel: 'feishu' as const }] }
  const robot = { channel: 'feishu', target: 'robot', address: null }
  const post = { channel: 'mail', target: 'post', address: 'lin@example.com' }
  expect(waysOfPerson(person, [], targets)).toEqual([APP, robot, post])
  expect(waysOfPerson(person, [known({ channel: 'feishu', enabled: false })], targets)).toEqual([APP, post])
})

test('push is never the only way where the site file knows another, also one that was switched off', () => {
  const mail = known({ id: 'w2', channel: 'mail', target: 'post', address: 'me@example.com', enabled: false })
  const file = { email: 'lin@example.com' }
  const ways = waysOfPerson(file, [known({}), mail], targets)
  expect(ways).toEqual([
    APP,
    { channel: 'push', target: 'bell', address: 'w1' },
    { channel: 'mail', target: 'post', address: 'lin@example.com' },
  ])
  expect(isPushAlone(ways)).toBe(false)
  // Where it knows none, it can only be said.
  expect(isPushAlone(waysOfPerson({}, [known({})], targets))).toBe(true)
  expect(isPushAlone(waysOfPerson({}, [], targets))).toBe(false)
})
