import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { siteSchema } from '#core/site/site-schema.ts'
import { createLinks } from '#platform/links.ts'
import { checkPeople } from '#server/operations/check-people.ts'
import { findingLine } from '#server/operations/finding.ts'
import { type ContactMethodStore, createContactMethodStore } from '#store/contact-method-store.ts'
import { openContactMethods } from '#store/contact-methods.ts'
import { createLinkUses } from '#store/link-uses.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'

const sealKey = '5'.repeat(64)
const site = 'a'
let postgres: PrivatePostgres
let database: Database
let store: ContactMethodStore
let url: string
let now = Date.parse('2026-03-02T09:00:00Z')
let serial = 0

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())
beforeEach(async () => {
  url = await postgres.createDatabase(`ways${++serial}`)
  database = createDatabase(url)
  await migrate(database)
  store = createContactMethodStore({ database, site, sealKey, now: () => now })
  return () => database.destroy()
})

const open = () => openContactMethods({ database, site, onFault: (error) => expect.fail(String(error)) })
const mail = {
  channel: 'mail',
  target: 'post',
  address: 'lin@example.com',
  name: '',
  verified: false,
} as const
const subscription = (endpoint: string) => ({ endpoint, keys: { p256dh: 'public', auth: 'secret' } })

test('a way that a person adds is read by other processes, and the same one twice is one', async () => {
  const methods = await open()
  expect(methods.methodsOf('lin')).toEqual([])
  const added = await store.add('lin', mail)
  expect(await store.add('lin', mail)).toBeNull()
  await methods.refresh()
  expect(methods.methodsOf('lin')).toEqual([added])
  expect(added).toMatchObject({ channel: 'mail', address: 'lin@example.com', verifiedAt: null, dead: null })
  await store.verify('lin', added!.id)
  await methods.refresh()
  expect(methods.methodsOf('lin')[0]).toMatchObject({ verifiedAt: now })
  await store.remove('lin', added!.id)
  await methods.refresh()
  expect(methods.methodsOf('lin')).toEqual([])
  methods.close()
})

test("nobody changes another person's way", async () => {
  const { id } = (await store.add('lin', mail))!
  expect(await store.verify('yuan', id)).toBe(false)
  expect(await store.remove('yuan', id)).toBe(false)
  expect(await store.enable('lin', id, false)).toBe(true)
})

test('a device subscribes once, its keys lie sealed, and one that unsubscribed is known to be dead', async () => {
  await store.subscribe('lin', subscription('https://push.example.com/1'), 'Phone')
  const again = await store.subscribe('lin', subscription('https://push.example.com/1'), 'Phone')
  expect((await store.list('lin')).map(({ id }) => id)).toEqual([again.id])
  expect(again.address).toBe(again.id)
  const row = await database.selectFrom('way').select('sealed').executeTakeFirstOrThrow()
  expect(row.sealed).not.toContain('push.example.com')
  expect(await store.subscription(again.id)).toEqual(subscription('https://push.example.com/1'))
  expect(await store.bury({ channel: 'push', address: again.id }, 'unsubscribed')).toBe(true)
  expect(await store.bury({ channel: 'push', address: again.id }, 'unsubscribed')).toBe(true)
  expect(await store.bury({ channel: 'mail', address: 'desk@example.com' }, 'no mailbox')).toBe(false)
  const methods = await open()
  expect(methods.methodsOf('lin')[0]?.dead).toEqual({ at: now, reason: 'unsubscribed' })
  methods.close()
})

test('doctor names whom nothing but pushes would reach', async () => {
  const people = [
    { id: 'lin', name: 'Lin', role: 'lead' },
    { id: 'yuan', name: 'Yuan', role: 'lead', email: 'yuan@example.com' },
  ]
  const targets = [
    { id: 'bell', kind: 'push' },
    { id: 'post', kind: 'mail', host: 'mail.example.com', from: 'h@example.com' },
  ]
  const parsed = siteSchema.parse({ site: { id: site }, people, alerts: { targets } })
  expect(await checkPeople(parsed, url)).toEqual([])
  for (const { id } of people)
    await store.subscribe(id, subscription(`https://push.example.com/${id}`), 'Phone')
  const lines = (await checkPeople(parsed, url)).map(findingLine)
  expect(lines).toEqual([expect.stringMatching(/^look .*nothing but pushes reaches lin,/)])
})

test('quiet hours are set and taken back', async () => {
  const methods = await open()
  await store.setQuiet('lin', { from: '22:00', to: '07:00' })
  await methods.refresh()
  expect(methods.quietOf('lin')).toEqual({ from: '22:00', to: '07:00' })
  await store.setQuiet('lin', null)
  await methods.refresh()
  expect(methods.quietOf('lin')).toBeNull()
  methods.close()
})

test('a link holds until it expires, was used or was revoked; one given out later holds again', async () => {
  const links = createLinks({ key: sealKey, site, publicUrl: 'https://floor.example.com' })
  const uses = createLinkUses({ database, site, now: () => now })
  const linkAt = (at: number) => links.read(links.departmentLink('product', at).split('/').at(-1)!)!
  const first = linkAt(now)
  expect(await uses.status(first)).toEqual({ is: 'good' })
  expect(await uses.opened(first)).toBe(true)
  expect(await uses.opened(first)).toBe(false)
  now += 6 * 60_000
  expect(await uses.opened(first)).toBe(false)
  now += 1_000
  await uses.revoke('department', 'product')
  expect(await uses.status(first)).toEqual({ is: 'revoked' })
  const second = linkAt(now + 1)
  expect(await uses.status(second)).toEqual({ is: 'good' })
  expect(await uses.ledger('department')).toEqual([
    { subject: 'product', opened: 2, lastOpenedAt: now - 1_000, revokedBefore: now },
  ])
  await uses.done(second)
  expect(await uses.status(second)).toEqual({ is: 'used', at: now })
  const third = linkAt(now + 2)
  now += 15 * 24 * 3_600_000
  expect(await uses.status(third)).toEqual({ is: 'expired' })
})
