import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { routeAnswer } from '#core/notify/route-answer.ts'
import { emptySite, siteSchema } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { createSiteJudge } from './site-judge.ts'
import type { SiteVersion } from './site-versions.ts'

const inForce: SiteVersion = {
  ...{ site: 'a', version: 1, at: 0, by: 'file', fileHash: null, content: emptySite('a') },
  ...{ text: '# ours\nsite: { id: a, name: a }\n', why: null, published: true },
}

const onFault = (error: Error) => {
  throw error
}

it('a change is judged apart, with the text that says it; what is wrong has its place', async () => {
  const judge = createSiteJudge({ dataDir: tmpdir(), onFault })
  judge.ahead(inForce)
  const json = { ...inForce.content, queues: [{ id: 'q' }] }
  const judged = await judge.judge({ json }, inForce, true)
  expect(judged).toMatchObject({ ok: true, own: { queues: [{ id: 'q' }] } })
  expect(judged.ok && judged.text).toMatch(/^# ours\n/)
  const wrong = await judge.judge({ json: { ...json, queues: [{ id: 'q', team: 'x' }] } }, inForce, false)
  expect(wrong).toMatchObject({ ok: false, faults: [{ at: ['queues', 0, 'team'] }] })
  judge.close()
})

it('what takes longer than any site file is refused in words, and the next one is judged as ever', async () => {
  const judge = createSiteJudge({ dataDir: tmpdir(), onFault, withinMs: 1 })
  const slow = await judge.judge(
    { text: `site: { id: a }\ncauses: [${'{ id: c, title: t }, '.repeat(20_000)}]` },
    inForce,
    true,
  )
  expect(slow).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('too long') }] })
  judge.close()
  const again = createSiteJudge({ dataDir: tmpdir(), onFault })
  expect(await again.judge({ text: 'site: { id: a }' }, inForce, false)).toMatchObject({ ok: true })
  again.close()
})

it('whom a route that is being written would tell is answered by the same thread, with what people have set', async () => {
  const judge = createSiteJudge({ dataDir: tmpdir(), onFault })
  const site = siteSchema.parse({
    site: { id: 'a' },
    people: [{ id: 'lin', name: 'Lin', role: 'lead' }],
    teams: [{ id: 't', name: 'T', leads: ['lin'], members: [] }],
    queues: [{ id: 'q', team: 't' }],
    rules: [
      {
        ...{ id: 'late', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
        ...{ limit: '10m', notify: 'leads', title: 'Late' },
      },
    ],
  })
  const asked = {
    rule: 'late',
    stage: 'breach',
    at: 1_700_000_000_000,
    queue: 'q',
    owner: undefined,
  } as const
  const answer = await judge.askRoute(site, asked, null)
  const known = { methodsOf: () => [], quietOf: () => null }
  expect(await judge.askRoute(site, asked, known)).toEqual(answer)
  expect(answer).toEqual(routeAnswer(site, asked, { known: null, holidays: holidayDates }))
  expect(answer).toMatchObject({ ok: true, route: 'leads' })
  expect(await judge.askRoute(site, { ...asked, rule: 'gone' }, null)).toMatchObject({ ok: false })
  judge.close()
})
