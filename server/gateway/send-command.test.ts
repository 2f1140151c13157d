import { expect, test } from 'vitest'
import { viewerOf } from '#core/access/viewer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createModelFloor } from '#tests/support/model-floor.ts'
import { testSite } from '#tests/support/test-site.ts'
import { sendCommand } from './send-command.ts'

const site = siteSchema.parse({
  ...testSite('commands'),
  departments: [{ id: 'finance', name: 'Finance' }],
})
const floor = createModelFloor(site)
floor.put('agent', { id: 'yuan', team: 'east', queues: ['care'], contacts: [] })
floor.put('case', { id: 'C1', owner: 'yuan', queue: 'care', team: null, state: 'open' })

const due = { at: '2026-03-02T04:30:00.000Z', by: 'customer', tooLate: true } as const

/** The log of before, as the ids of what stands in it. */
async function send(type: string, subject: string, data: object, written: readonly string[] = []) {
  const appended: AnyEvent[] = []
  const answer = await sendCommand(
    { id: 'c1', name: 'event', type, subject, data },
    { viewer: viewerOf(site, { kind: 'person', person: 'yuan' })!, floor, site, now: 0, sentDue: () => due },
    {
      async append(events) {
        appended.push(...events)
        return events.map(() => 'accepted')
      },
      isWritten: async ({ source, id }) => written.includes(`${source} ${id}`),
    },
  )
  return { answer, appended: appended.map((event) => event.type) }
}

test('who sends a hand-off is answered by when it is due, and that it cannot be met', async () => {
  expect(await send('handoff.sent', 'H1', { case: 'C1', department: 'finance' })).toEqual({
    answer: { ok: true, due },
    appended: ['handoff.sent'],
  })
})

test('other events are answered without a due', async () => {
  expect(await send('case.noted', 'C1', { text: 'called' })).toMatchObject({ answer: { ok: true } })
  expect((await send('case.noted', 'C1', { text: 'called' })).answer).not.toHaveProperty('due')
})

test('a command sent again after its answer was lost is done, though what it did hinders it by now', async () => {
  floor.put('case', { id: 'C2', owner: 'sun', queue: 'care', team: null, state: 'open' })
  const handOver = ['case.assigned', 'C2', { agent: 'sun' }] as const
  expect(await send(...handOver, ['user/yuan c1'])).toEqual({ answer: { ok: true }, appended: [] })
  expect(await send(...handOver, ['user/lin c1'])).toMatchObject({
    answer: { code: 'forbidden' },
    appended: [],
  })
})

test('what could never be done is not called done because its id was used before', async () => {
  expect(await send('case.noted', 'C1', { text: 7 }, ['user/yuan c1'])).toMatchObject({
    answer: { ok: false },
  })
})
