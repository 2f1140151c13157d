import { expect, test } from 'vitest'
import type { SentEach } from '../_live/send-each.ts'
import { createSending, type SaidEvent } from './sending.ts'

const event = (type: string, subject: string): SaidEvent => ({ type, subject, data: {} })
const [noted, handedOff] = [event('case.noted', 'C1'), event('handoff.sent', 'H1')]
const resolved = event('case.resolved', 'C1')

/** A server that refuses what is of the types named. */
function wire(refused: Set<string>) {
  const sent: string[] = []
  const send = async ({ type }: SaidEvent): Promise<SentEach> => {
    sent.push(type)
    const id = `i${sent.length}`
    return refused.has(type) ? { ok: false, code: 'bad_data', message: '', id } : { ok: true, id }
  }
  return { sent, sending: createSending({ send, opened: async () => {}, known: new Map() }) }
}

test('what a press took is its own alone: of one that was refused halfway nothing is taken back with the next', async () => {
  const { sending } = wire(new Set(['handoff.sent']))
  expect(await sending.all([noted, handedOff])).toMatchObject({ ok: false, taken: [{ id: 'i1' }] })
  expect(await sending.all([resolved])).toEqual({
    ...{ ok: true, id: 'i3' },
    taken: [{ kind: 'case', subject: 'C1', id: 'i3' }],
  })
})

test('said again, what was taken is not sent again, and belongs to the press, the last first; nor does another press make it forgotten', async () => {
  const refused = new Set(['handoff.sent'])
  const { sent, sending } = wire(refused)
  await sending.all([noted, handedOff])
  await sending.all([resolved])
  sending.forget([resolved])
  refused.clear()
  const { taken } = await sending.all([noted, handedOff])
  expect(taken.map(({ id }) => id)).toEqual(['i4', 'i1'])
  await sending.all([resolved])
  expect(sent).toEqual(['case.noted', 'handoff.sent', 'case.resolved', 'handoff.sent', 'case.resolved'])
})
