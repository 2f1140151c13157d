import { expect, it } from 'vitest'
import { lastsFinding } from './check-disk.ts'

const kept = (keepDays: Record<string, number>) => ({ privacy: { unmask: [], keepDays } })
const size = { bytes: 4e9, bytesPerEvent: 250, bytesPerDay: 100e6, ageDays: 40 }
const room = (freeBytes: number) => ({ freeBytes, totalBytes: 500e9 })

it('says how many days the disk lasts at this pace, and that it lasts for good where as much goes as comes', () => {
  expect(lastsFinding(kept({}), size, room(50e9))).toMatchObject({
    ...{ level: 'good', text: 'lasts 500 days at this pace (100 MB a day, 250 bytes an event)' },
  })
  expect(lastsFinding(kept({}), size, room(2e9))).toMatchObject({
    ...{ level: 'warning', text: expect.stringMatching(/^is full in 20 days .*privacy\.keepDays\.events/) },
  })
  // 360 days more of it come before as much goes as comes.
  expect(lastsFinding(kept({ events: 400 }), size, room(50e9)).text).toMatch(
    /lasts for good: .* after 400 days/,
  )
  expect(lastsFinding(kept({ events: 400 }), size, room(30e9)).text).toMatch(/^lasts 300 days/)
})

it('says what it cannot know', () => {
  expect(lastsFinding(kept({}), { ...size, bytesPerDay: null }, room(1e9)).text).toMatch(/too young/)
  expect(lastsFinding(kept({}), size, null).text).toMatch(/another machine: it grows by 100 MB a day/)
})
