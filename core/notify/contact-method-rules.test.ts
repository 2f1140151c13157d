import { expect, test } from 'vitest'
import { alertsSchema } from './alerts-schema.ts'
import { editsInPlace, isFollowed } from './edits-in-place.ts'
import { isGroupContactMethod, isPressedByGroup } from './group-contact-method.ts'
import type { ContactMethod } from './notification.ts'
import { isUsable } from './person-contact-methods.ts'

const method = (
  channel: ContactMethod['channel'],
  address: string | null = null,
  target: string | null = null,
) => ({ channel, target, address }) satisfies ContactMethod
const { targets } = alertsSchema.parse({
  targets: [
    { id: 'robot', kind: 'feishu', url: 'https://open.feishu.cn/open-apis/bot/v2/hook/x' },
    { id: 'app', kind: 'feishu', appId: 'cli_1', secret: 's'.repeat(32) },
  ],
})

test('only what can be changed after it was sent is edited: a robot, a mail or a call says more instead', () => {
  const edited = (way: ContactMethod) => editsInPlace(way, targets)
  expect([method('app'), method('push', 'x'), method('slack', 'U1')].map(edited)).toEqual([true, true, true])
  expect(edited(method('feishu', 'ou_1', 'app'))).toBe(true)
  expect(edited(method('feishu', null, 'robot'))).toBe(false)
  expect([method('slack'), method('mail', 'a@b.test'), method('phone', '1')].map(edited)).toEqual([
    false,
    false,
    false,
  ])
})

test('who has it is said in chats, and not once it is over, nor by mail or phone', () => {
  expect(isFollowed(method('line', 'U1'), { is: 'taken', by: 'Lin' })).toBe(true)
  expect(isFollowed(method('line', 'U1'), { is: 'over', by: null })).toBe(false)
  expect(isFollowed(method('mail', 'a@b.test'), { is: 'taken', by: 'Lin' })).toBe(false)
})

test('where a whole group reads a message, whoever is signed in presses for themselves', () => {
  for (const way of [
    method('line', 'C1'),
    method('slack', 'G1'),
    method('feishu', 'oc_1'),
    method('dingtalk'),
  ])
    expect([way, isPressedByGroup(way)]).toEqual([way, true])
  for (const way of [
    method('line', 'U1'),
    method('slack', 'U1'),
    method('feishu', 'ou_1'),
    method('mail', 'C@x.test'),
  ])
    expect([way, isPressedByGroup(way)]).toEqual([way, false])
  expect([isGroupContactMethod(method('webhook')), isPressedByGroup(method('webhook'))]).toEqual([
    true,
    false,
  ])
})

test('nothing is sent where nobody has shown that it arrives, where it was switched off, or where it is dead', () => {
  const known = { ...method('mail', 'a@b.test'), id: 'm', name: '', enabled: true, verifiedAt: 1, dead: null }
  expect(isUsable(known)).toBe(true)
  expect(isUsable({ ...known, enabled: false })).toBe(false)
  expect(isUsable({ ...known, verifiedAt: null })).toBe(false)
  expect(isUsable({ ...known, dead: { at: 2, reason: 'gone' } })).toBe(false)
})
