import { expect, it } from 'vitest'
import { freeRoomFinding, lastsFinding } from './check-disk.ts'

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

it('says that there is little room before there is none, and what to do', () => {
  expect(freeRoomFinding(room(100e9))).toMatchObject({ level: 'good', text: '100 GB free' })
  expect(freeRoomFinding(room(900e6))).toMatchObject({
    ...{ level: 'fault', text: 'only 900 MB (0 %) are free: make room, before events are refused' },
  })
  expect(freeRoomFinding(room(1e6))).toMatchObject({
    ...{ level: 'fault', text: expect.stringMatching(/^is full, so events are refused with 503: make room/) },
  })
})
