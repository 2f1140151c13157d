import { expect, it } from 'vitest'
import { checkSite } from '#core/site/check-site.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import type { SiteDraft } from './site-draft.ts'
import { writeDraft } from './write-draft.ts'

const base = {
  name: '晨光: "客服" # 1',
  language: 'zh-CN',
  timezone: 'Asia/Shanghai',
  admin: { name: '李: 雷', login: '101' },
} as const

/** The site that a draft writes, which must be without a fault. */
function siteOf(draft: SiteDraft) {
  const text = writeDraft(draft)
  const read = parseSite(text)
  if (!read.ok) throw new Error(`${text}\n${JSON.stringify(read.faults)}`)
  expect(checkSite(read.site, () => null).filter(({ level }) => level === 'error')).toEqual([])
  return { text, site: read.site }
}

const account = { host: 'pbx.lan', port: 5038, tls: false, username: 'huiyin', secret: 'never-in-the-file' }
const queue = { share: 0.8, withinSec: 30, team: '一组' }

it('the queues and members of a PBX become a whole site: ids, teams, staff numbers, a board; names that are no ids are mapped', () => {
  const members = [
    { interface: 'PJSIP/101', name: '王芳' },
    { interface: 'Local/102@from-queue/n', name: '' },
  ]
  const { text, site } = siteOf({
    ...base,
    connect: {
      kind: 'asterisk',
      account,
      queues: [
        { ...queue, pbx: '600', name: '客服', members },
        { ...queue, pbx: '投诉', name: '投诉', members: members.slice(0, 1) },
      ],
    },
  })
  expect(site.site.name).toBe(base.name)
  expect(site.queues.map(({ id, name, target }) => [id, name, target?.withinSec])).toEqual([
    ['600', '客服', 30],
    ['queue-2', '投诉', 30],
  ])
  const [feed] = site.feeds
  expect(feed?.queues).toEqual({ 投诉: 'queue-2' })
  expect(feed?.agents).toEqual({ 'PJSIP/101': '101', 'Local/102@from-queue/n': '102' })
  // The administrator has 101 already.
  expect(site.people.map(({ id, login, role }) => [id, login, role])).toEqual([
    ['admin', '101', 'admin'],
    ['101', '101-2', 'agent'],
    ['102', '102', 'agent'],
  ])
  expect(site.teams).toMatchObject([{ name: '一组', members: ['101', '102'] }])
  expect(site.boards).toMatchObject([{ id: 'floor', queues: ['600', 'queue-2'] }])
  expect(text).not.toContain(account.secret)
  expect(text).toMatch(/^# .*\nqueues:/m)
})

it('a system that sends by HTTP begins with one queue and its feed', () => {
  const { site } = siteOf({ ...base, connect: { kind: 'http', feed: 'crm', queue: '服务' } })
  expect(site.feeds).toEqual([{ id: 'crm', kind: 'http' }])
  expect(site.queues.map(({ id, name }) => [id, name])).toEqual([['queue-1', '服务']])
})
