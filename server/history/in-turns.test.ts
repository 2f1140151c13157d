import { expect, test } from 'vitest'
import { type ApiAnswer, ok } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { inTurns } from './in-turns.ts'

/** Guarantee: no more than three reports read the archive at a time, and who asks for many waits behind others. */

const by = (id: string) => ({ viewer: { kind: 'person', id } }) as unknown as StaffRequest

test('three at a time; then whoever comes is before the fourth of who asks for many; too many are told to wait', async () => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const slow: ApiRoute = {
    ...{ method: 'GET', path: '/slow', for: 'staff' },
    async answer({ viewer }: StaffRequest) {
      begun.push(viewer.id)
      await new Promise<void>((done) => ends.push(done))
      return ok(viewer.id)
    },
  }
  const [route] = inTurns([slow])
  const ask = (id: string) => (route!.answer as (request: StaffRequest) => Promise<ApiAnswer>)(by(id))
  const many = Array.from({ length: 44 }, () => ask('many'))
  expect((await many.at(-1)!).status).toBe(503)
  const one = ask('one')
  expect(begun).toEqual(['many', 'many', 'many'])
  ends.shift()!()
  await many[0]
  ends.shift()!()
  await many[1]
  await expect.poll(() => begun.includes('one')).toBe(true)
  while (begun.length < 43 || ends.length > 0) {
    for (const end of ends.splice(0)) end()
    await new Promise((next) => setImmediate(next))
  }
  expect(await one).toMatchObject({ status: 200, body: 'one' })
})
