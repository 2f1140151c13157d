import { expect, test } from 'vitest'
import { contactMethodsOf, isPushAlone, type KnownContactMethod } from './person-contact-methods.ts'

const APP = { channel: 'app', target: null, address: null }
const targets = [
  { id: 'robot', kind: 'feishu' },
  { id: 'post', kind: 'mail' },
  { id: 'bell', kind: 'push' },
]

function known(fields: Partial<KnownContactMethod>): KnownContactMethod {
  const method = { id: 'w1', channel: 'push', target: null, address: 'w1', name: 'Phone' } as const
  return { ...method, enabled: true, verifiedAt: 1, dead: null, ...fields }
}

test('who set nothing up is told on the screen, and by the mail address of the site file', () => {
  expect(contactMethodsOf({ email: 'lin@example.com' }, [], targets)).toEqual([
    APP,
    { channel: 'mail', target: 'post', address: 'lin@example.com' },
  ])
  expect(contactMethodsOf({ email: 'lin@example.com' }, [], [])).toEqual([APP])
  expect(contactMethodsOf({}, [], targets)).toEqual([APP])
})

test('a mail way of their own stands for the address of the site file, also one that is switched off', () => {
  const own = known({ channel: 'mail', target: 'post', address: 'me@example.com' })
  const file = { email: 'lin@example.com' }
  expect(contactMethodsOf(file, [own], targets)).toEqual([
    APP,
    { channel: 'mail', target: 'post', address: 'me@example.com' },
  ])
  expect(contactMethodsOf(file, [{ ...own, enabled: false }], targets)).toEqual([APP])
})

test.each([
  ['is switched off', { enabled: false }],
  ['was never shown to reach the person', { verifiedAt: null }],
  ['is dead', { dead: { at: 1, reason: 'unsubscribed' } }],
])('nothing is sent on a way that %s', (_, fields) => {
  expect(contactMethodsOf({}, [known({})], targets)).toEqual([
    APP,
    { channel: 'push', target: 'bell', address: 'w1' },
  ])
  expect(contactMethodsOf({}, [known(fields)], targets)).toEqual([APP])
})

test('an address that was never shown to reach its person, or is dead, does not silence that of the site file', () => {
  const own = known({ channel: 'mail', target: 'post', address: 'me@example.com' })
  const file = { email: 'lin@example.com' }
  const post = { channel: 'mail', target: 'post', address: 'lin@example.com' }
  expect(contactMethodsOf(file, [{ ...own, verifiedAt: null }], targets)).toEqual([APP, post])
  expect(contactMethodsOf(file, [{ ...own, dead: { at: 1, reason: 'no mailbox' } }], targets)).toEqual([
    APP,
    post,
  ])
})

test('nothing is sent by a target that the site file no longer has', () => {
  expect(contactMethodsOf({}, [known({ channel: 'mail', target: 'old' }), known({})], [])).toEqual([APP])
})

test('what the site file says under `reach` holds where the person set up nothing on that channel', () => {
  const person = { email: 'lin@example.com', reach: [{ channel: 'feishu' as const }] }
  const robot = { channel: 'feishu', target: 'robot', address: null }
  const post = { channel: 'mail', target: 'post', address: 'lin@example.com' }
  expect(contactMethodsOf(person, [], targets)).toEqual([APP, robot, post])
  expect(contactMethodsOf(person, [known({ channel: 'feishu', enabled: false })], targets)).toEqual([
    APP,
    post,
  ])
})

test('push is never the only way where the site file knows another, also one that was switched off', () => {
  const mail = known({ id: 'w2', channel: 'mail', target: 'post', address: 'me@example.com', enabled: false })
  const file = { email: 'lin@example.com' }
  const methods = contactMethodsOf(file, [known({}), mail], targets)
  expect(methods).toEqual([
    APP,
    { channel: 'push', target: 'bell', address: 'w1' },
    { channel: 'mail', target: 'post', address: 'lin@example.com' },
  ])
  expect(isPushAlone(methods)).toBe(false)
  // Where it knows none, it can only be said.
  expect(isPushAlone(contactMethodsOf({}, [known({})], targets))).toBe(true)
  expect(isPushAlone(contactMethodsOf({}, [], targets))).toBe(false)
})
