import { expect, test } from 'vitest'
import { createDelivery } from './delivery.ts'

test('everything is written once and in order, whatever fails, and the sender is told when there is room again', async () => {
  const written: number[] = []
  let failures = 0
  let rooms = 0
  const delivery = createDelivery<number>({
    async write(batch) {
      if (failures++ % 3 !== 2) throw new Error('away')
      written.push(...batch)
    },
    limit: 1_000,
    onRoom: () => rooms++,
    onFault: () => {},
    retryMs: { first: 1, max: 2 },
  })
  const all = Array.from({ length: 2_300 }, (_, index) => index)
  delivery.push(all.slice(0, 1_200))
  expect(delivery.full).toBe(true)
  delivery.push(all.slice(1_200))
  await delivery.idle()
  expect(written).toEqual(all)
  expect([delivery.full, rooms, delivery.waiting]).toEqual([false, 1, 0])
})

test('stopping gives up what waits, at once', async () => {
  const delivery = createDelivery<number>({
    write: () => Promise.reject(new Error('away')),
    limit: 10,
    onRoom: () => {},
    onFault: () => {},
    retryMs: { first: 60_000, max: 60_000 },
  })
  delivery.push([1])
  await new Promise((done) => setImmediate(done))
  delivery.stop()
  await delivery.idle()
  expect(delivery.waiting).toBe(0)
})
