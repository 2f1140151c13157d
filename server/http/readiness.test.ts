import { expect, test } from 'vitest'
import { readiness } from './readiness.ts'

test('ready is what has no ill part; each part is told by its name, also one that throws', async () => {
  const well = { log: () => ({ ok: true }) as const }
  expect(await readiness(well)).toEqual({ ready: true, checks: { log: { ok: true } } })
  const ill = await readiness({
    ...well,
    database: () => Promise.reject(new Error('connect ECONNREFUSED')),
    durability: () => ({ ok: false, detail: 'appendfsync is everysec' }),
  })
  expect(ill).toEqual({
    ready: false,
    checks: {
      log: { ok: true },
      database: { ok: false, detail: 'connect ECONNREFUSED' },
      durability: { ok: false, detail: 'appendfsync is everysec' },
    },
  })
})

test('a part that does not answer holds nobody up', async () => {
  const { ready, checks } = await readiness({ database: () => new Promise(() => {}) })
  expect(ready).toBe(false)
  expect(checks.database).toEqual({ ok: false, detail: 'no answer within 2000 ms' })
})
