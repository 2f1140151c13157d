import { expect, test } from 'vitest'
import { viewerOf } from '#core/access/viewer.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createModelFloor } from '#tests/support/model-floor.ts'
import { testSite } from '#tests/support/test-site.ts'
import { createGivenNow } from './given-now.ts'
import { sendCommand } from './send-command.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const site = siteSchema.parse(testSite('given'))

function scene() {
  const floor = createModelFloor(site)
  for (const id of ['yuan', 'he']) floor.put('agent', { id, team: 'east', queues: ['care'], contacts: [] })
  floor.put('case', { id: 'C1', owner: null, queue: 'care', team: null, state: 'open' })
  const written: string[] = []
  let isAway = false
  const log = {
    append: async (events: readonly { data: object }[]) => {
      await Promise.resolve()
      if (isAway) throw new Error('away')
      written.push(...events.map(({ data }) => JSON.stringify(data)))
      return []
    },
    isWritten: async () => false,
    givenNow: createGivenNow(),
  }
  const give = (person: string, agent: string | null, before: string | null = null) => {
    const viewer = viewerOf(site, { kind: 'person', person })!
    const request = {
      id: `${person}-${agent}`,
      name: 'event',
      type: 'case.assigned',
      subject: 'C1',
      data: { agent },
      before,
    }
    return sendCommand(request, { viewer, floor, site, now: NOW }, log)
  }
  return { floor, written, give, lose: (away: boolean) => (isAway = away) }
}

test('of two who put somebody in charge at the same moment the later is told who gave it to whom, and nothing is lost', async () => {
  const { give, written } = scene()
  const said = await Promise.all([give('ma', 'yuan'), give('lin', 'he')])
  expect(said).toEqual([{ ok: true }, { ok: false, code: 'taken', message: 'yuan', by: 'ma' }])
  expect(written).toEqual(['{"agent":"yuan"}'])
  // Who has seen it may give it on.
  expect(await give('lin', 'he', 'yuan')).toEqual({ ok: true })
})

test('who takes it themselves is who was quicker, and who gave it back is named as who did', async () => {
  const { give, floor } = scene()
  floor.put('case', { id: 'C1', owner: 'he', queue: 'care', team: null, state: 'open' })
  expect(await give('he', null, 'he')).toEqual({ ok: true })
  expect(await give('lin', 'yuan', 'he')).toEqual({ ok: false, code: 'taken', message: '', by: 'he' })
  expect(await give('lin', 'lin')).toEqual({ ok: true })
  expect(await give('ma', 'he')).toEqual({ ok: false, code: 'taken', message: 'lin' })
})

test('who gave it is known of what is folded, too; of what was given long ago it is not said that they were quicker', async () => {
  const { give, floor } = scene()
  floor.put('case', { id: 'C1', owner: 'yuan', queue: 'care', team: null, state: 'open' })
  const given = { id: 'g1', source: 'user/ma', type: 'case.assigned', subject: 'C1', data: { agent: 'yuan' } }
  floor.hear({ ...given, time: NOW - 600_000 })
  expect(await give('lin', 'he')).toEqual({ ok: false, code: 'taken', message: 'yuan', by: '' })
  floor.hear({ ...given, id: 'g2', time: NOW - 2_000 })
  expect(await give('lin', 'he')).toEqual({ ok: false, code: 'taken', message: 'yuan', by: 'ma' })
})

test('what could not be written hinders nobody', async () => {
  const { give, lose } = scene()
  lose(true)
  await expect(give('ma', 'yuan')).rejects.toThrow('away')
  lose(false)
  expect(await give('lin', 'he')).toEqual({ ok: true })
})

test('whose it is when it was pressed counts, not only that it was somebody’s', async () => {
  const { floor, give } = scene()
  floor.put('case', { id: 'C1', owner: 'he', queue: 'care', team: null, state: 'open' })
  expect(await give('ma', 'lin', 'yuan')).toMatchObject({ ok: false, code: 'taken', message: 'he' })
  expect(await give('ma', 'lin', 'he')).toEqual({ ok: true })
})

test('what was taken back before it was folded is given to nobody', () => {
  const { floor } = scene()
  const now = createGivenNow()
  const given = {
    id: 'g1',
    source: 'user/lin',
    type: 'case.assigned',
    subject: 'C1',
    time: NOW,
    data: { agent: 'he' },
  }
  now.note([given])
  expect(now.writtenFor(floor)('case.assigned', 'C1')?.data).toEqual({ agent: 'he' })
  now.note([
    { ...given, id: 'w1', type: 'system.event_withdrawn', subject: 'case/C1', data: { event: 'g1' } },
  ])
  expect(now.writtenFor(floor)('case.assigned', 'C1')).toBeUndefined()
})
