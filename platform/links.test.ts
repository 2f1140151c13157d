import { expect, test } from 'vitest'
import type { ChannelKind } from '#core/event/channel-kinds.ts'
import type { Notification, NotifiedAlert } from '#core/notify/notification.ts'
import { createLinks } from './links.ts'

const options = { key: 'k'.repeat(64), site: 'here', publicUrl: 'https://floor.example.com' }
const links = createLinks(options)
const AT = Date.parse('2026-03-02T09:00:00Z')

function notification(fields: Partial<Notification> = {}): Notification {
  return {
    ...{ id: 't1', kind: 'alert', conversation: 'case/C1', step: 0, round: 0, severity: 'critical', at: AT },
    to: { is: 'person', id: 'lin', name: 'Lin', language: 'en' },
    way: { channel: 'mail', target: 'post', address: 'lin@example.com' },
    alerts: [{ alert: 'a1' } as NotifiedAlert, { alert: 'a2' } as NotifiedAlert],
    counts: { info: 0, warning: 0, critical: 2 },
    ...fields,
  }
}

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)

test('an ack link says in whose name which alerts are taken, and ends after a day', () => {
  const link = links.ackLink(notification())!
  expect(link).toMatch(/^https:\/\/floor\.example\.com\/ack\/[\w.-]+$/)
  expect(links.read(tokenOf(link))?.link).toEqual({
    ...{ is: 'ack', person: 'lin', alerts: ['a1', 'a2'], inGroup: false },
    ...{ issuedAt: AT, expiresAt: AT + 24 * 3_600_000 },
  })
})

test('an ack link of what a group reads says so, and none that anybody makes of another', () => {
  const inGroup = (channel: ChannelKind, address: string | null) => {
    const link = links.ackLink(notification({ way: { channel, target: 't', address } }))!
    return links.read(tokenOf(link))!.link
  }
  expect(inGroup('line', 'C1')).toMatchObject({
    is: 'ack',
    person: 'lin',
    alerts: ['a1', 'a2'],
    inGroup: true,
  })
  expect(inGroup('wecom', null)).toMatchObject({ inGroup: true })
  expect(inGroup('line', 'U1')).toMatchObject({ inGroup: false })
  expect(inGroup('webhook', null)).toMatchObject({ inGroup: false })
})

test('one button is not offered for a digest, a hand-off or a department', () => {
  expect(links.ackLink(notification({ kind: 'digest' }))).toBeNull()
  expect(links.ackLink(notification({ kind: 'handoff' }))).toBeNull()
  const to = { is: 'department', id: 'product', name: 'Product', language: 'en' } as const
  expect(links.ackLink(notification({ to }))).toBeNull()
  expect(links.ackLink(notification({ alerts: [] }))).toBeNull()
})

test("a department's link names it, and one message's every attempt carries the same link", () => {
  const link = links.departmentLink('product', AT)
  expect(links.read(tokenOf(link))?.link).toMatchObject({ is: 'department', department: 'product' })
  expect(links.departmentLink('product', AT)).toBe(link)
  expect(links.departmentLink('product', AT + 1)).not.toBe(link)
})

test('nothing that was not signed with this key for this site is a link', () => {
  const token = tokenOf(links.departmentLink('product', AT))
  const [body, signature] = token.split('.') as [string, string]
  const forged = Buffer.from(JSON.stringify(['department', AT, AT * 2, 'product'])).toString('base64url')
  for (const other of [
    '',
    'x',
    '.',
    body,
    `${forged}.${signature}`,
    `${body}.`,
    `${token}.x`,
    'x'.repeat(9_999),
  ])
    expect(links.read(other)).toBeNull()
  expect(createLinks({ ...options, key: 'other'.repeat(12) }).read(token)).toBeNull()
  expect(createLinks({ ...options, site: 'there' }).read(token)).toBeNull()
})

test('one link has one digest, however its signature is spelt', () => {
  const token = tokenOf(links.departmentLink('product', AT))
  expect(links.read(`${token}==`)?.digest).toBe(links.read(token)?.digest)
})
