import { expect, test } from 'vitest'
import { reply } from './reply.ts'

/** Guarantee: whatever stands where a screen's answer function belongs, no failure goes unheard. */
test.each([[undefined], [null], ['x'], [{ ok: true }]])(
  'an answer to %s goes nowhere, a fault to us',
  async (answer) => {
    const faults: Error[] = []
    const onFault = (error: Error) => void faults.push(error)
    await reply(Promise.reject(new Error('away')), answer, () => ({ ok: false }), onFault)
    await reply(Promise.resolve({ ok: true }), answer, () => ({ ok: false }), onFault)
    expect(faults.map(({ message }) => message)).toEqual(['away'])
  },
)

test('who waits is told what was done, or that it was not', async () => {
  const said: unknown[] = []
  await reply(
    Promise.resolve('done'),
    (text: string) => said.push(text),
    () => 'not done',
    () => expect.fail(),
  )
  await reply(
    Promise.reject(new Error()),
    (text: string) => said.push(text),
    () => 'not done',
    () => undefined,
  )
  expect(said).toEqual(['done', 'not done'])
})

test('who waits too long is told that it was not done, and what comes of it later is a fault at most', async () => {
  const said: unknown[] = []
  const faults: string[] = []
  const hanging = Promise.withResolvers<string>()
  await reply(
    hanging.promise,
    (text: string) => said.push(text),
    () => 'not done',
    ({ message }) => faults.push(message),
    10,
  )
  hanging.reject(new Error('away'))
  await expect.poll(() => faults).toEqual(['away'])
  expect(said).toEqual(['not done'])
})
