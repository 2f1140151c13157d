import { expect, test } from 'vitest'
import { feedOfContact, feedsOfAgents, webhookActs } from './acting-feed.ts'
import { siteSchema } from './site-schema.ts'

const pbx = (id: string, agents: object) => ({
  ...{
    id,
    kind: 'asterisk',
    host: 'pbx.test',
    username: 'huiyin',
    secret: 'only-of-this-test',
    queues: {},
    agents,
  },
})
const taking = {
  ...{ id: 'crm', kind: 'http', token: 'only-of-this-test-and-long-enough' },
  actions: { url: 'https://crm.example.test/acts', acts: ['pause', 'dial'] },
}
const siteOf = (...feeds: object[]) => siteSchema.parse({ site: { id: 'test' }, feeds })

test('an agent is moved at the PBX whose table names them', () => {
  const feedOf = feedsOfAgents(
    siteOf(pbx('one', { 'PJSIP/101': 'yuan' }), pbx('two', { 'PJSIP/101': 'he' }), taking),
  )
  expect([feedOf('yuan')?.id, feedOf('he')?.id, feedOf('qian')?.id]).toEqual(['one', 'two', 'crm'])
})

test('whom no table names is known by their interface where there is one PBX, and guessed at none of several', () => {
  expect(feedsOfAgents(siteOf(pbx('one', {})))('PJSIP/102')?.id).toBe('one')
  expect(feedsOfAgents(siteOf(pbx('one', {}), pbx('two', {})))('PJSIP/102')).toBeNull()
  expect(feedsOfAgents(siteOf(pbx('one', {})))('yuan')).toBeNull()
})

test('a feed takes by signed requests what the site file says, and an Asterisk nothing that way', () => {
  const { feeds } = siteOf(taking, pbx('one', {}))
  expect(feeds.map(webhookActs)).toEqual([['pause', 'dial'], null])
})

test('a contact is of the feed whose id it begins with, up to the slash', () => {
  const site = siteOf(pbx('pbx', {}), pbx('pbx2', {}))
  expect([feedOfContact(site, 'pbx2/1')?.id, feedOfContact(site, 'pbx/1')?.id]).toEqual(['pbx2', 'pbx'])
  expect(feedOfContact(site, 'other/1')).toBeNull()
})
