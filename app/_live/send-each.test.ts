import { expect, test } from 'vitest'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import { createPressIds } from './press-ids.ts'
import { sendEach } from './send-each.ts'

type Sent = { each: { id: string; subject: string; untaken: boolean }[]; minutes?: number }

function wire(answer: (sent: Sent) => CommandAnswer) {
  const sent: Sent[] = []
  let ids = 0
  const newId = () => `i${++ids}`
  const send = async (request: Record<string, unknown>) => {
    sent.push(request as unknown as Sent)
    return answer(request as unknown as Sent)
  }
  return { sent, sending: { send, newId, presses: createPressIds(newId, () => 0) } }
}

const some = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ subject: `a${index}`, untaken: true }))
const done = ({ each }: Sent): CommandAnswer => ({
  ok: true,
  each: each.map(({ subject }) =>
    subject === 'a120' ? { ok: false, code: 'taken', message: 'lin' } : { ok: true },
  ),
})

test('two hundred and fifty alerts go in three commands, and each is told what became of it', async () => {
  const { sent, sending } = wire(done)
  const said = await sendEach('alert.snooze', some(250), { minutes: 10 }, sending)
  expect(sent.map(({ each, minutes }) => [each.length, minutes])).toEqual([
    [100, 10],
    [100, 10],
    [50, 10],
  ])
  expect(said).toHaveLength(250)
  expect(said[120]).toMatchObject({ ok: false, code: 'taken', message: 'lin' })
  expect(new Set(sent.flatMap(({ each }) => each.map(({ id }) => id))).size).toBe(250)
})

test('where no answer came the rest is not sent, and pressed again each bears the id that it bore', async () => {
  const answers: CommandAnswer[] = [{ ok: false, code: 'no_answer', message: '' }]
  const { sent, sending } = wire((each) => answers.shift() ?? done(each))
  const first = await sendEach('alert.assign', some(130), { to: 'lin' }, sending)
  expect(first.every((one) => !one.ok && one.code === 'no_answer')).toBe(true)
  expect(sent).toHaveLength(1)
  await sendEach('alert.assign', some(130), { to: 'lin' }, sending)
  await sendEach('alert.assign', some(130), { to: 'lin' }, sending)
  const ids = sent.map(({ each }) => each[0]!.id)
  expect(ids[1]).toBe(ids[0])
  expect(ids[3]).not.toBe(ids[0])
})
