import { expect, test } from 'vitest'
import { addressRangeSchema, readAddressRange } from './address-range.ts'
import { targetSchema } from './target-schema.ts'
import { givenSecrets, publishedTarget } from './target-secrets.ts'

test('what is published of a target holds none of its secrets, but the names of their files', () => {
  const target = targetSchema.parse({
    id: 'group',
    kind: 'feishu',
    url: 'https://open.feishu.cn/open-apis/bot/v2/hook/abc',
    secret: 'hush',
    appSecretFile: 'app-secret',
  })
  expect(JSON.stringify(publishedTarget(target))).not.toMatch(/hush|hook\/abc/)
  expect(publishedTarget(target)).toMatchObject({ id: 'group', appSecretFile: 'app-secret' })
  expect(givenSecrets(target)).toEqual([
    { name: 'url', direct: 'https://open.feishu.cn/open-apis/bot/v2/hook/abc', file: undefined },
    { name: 'secret', direct: 'hush', file: undefined },
    { name: 'appSecret', direct: undefined, file: 'app-secret' },
  ])
})

test('a published target is a target again', () => {
  const mail = targetSchema.parse({
    ...{ id: 'post', kind: 'mail', host: 'mail.example', from: 'Huiyin <h@x.example>', password: 'p' },
  })
  expect(targetSchema.parse(publishedTarget(mail))).toEqual(publishedTarget(mail))
})

test.each([
  ['an unknown kind', { id: 'a', kind: 'pigeon' }],
  ['an unknown key', { id: 'a', kind: 'wecom', secret: 'x' }],
  ['an address that is none', { id: 'a', kind: 'webhook', url: 'ftp://x' }],
  ['a rate of nothing', { id: 'a', kind: 'push', contact: 'mailto:a@b.c', rate: [{ most: 5, per: '0s' }] }],
])('%s is refused', (_, target) => {
  expect(targetSchema.safeParse(target).success).toBe(false)
})

test('ranges of addresses', () => {
  for (const text of ['10.1.0.0/16', 'fd00::/8', '127.0.0.1', '::1'])
    expect(addressRangeSchema.safeParse(text).success).toBe(true)
  for (const text of ['10.1.0.0/33', 'localhost', '10.1', 'fd00::/129'])
    expect(addressRangeSchema.safeParse(text).success).toBe(false)
  expect(readAddressRange('127.0.0.1')).toEqual({ family: 'ipv4', network: '127.0.0.1', prefix: 32 })
  expect(readAddressRange('fd00::/8')).toEqual({ family: 'ipv6', network: 'fd00::', prefix: 8 })
})
