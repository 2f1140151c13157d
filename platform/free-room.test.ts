import { expect, test } from 'vitest'
import { roomNote } from './free-room.ts'

const GB = 1e9
const note = (freeBytes: number, totalBytes: number) => roomNote({ freeBytes, totalBytes })

test('little room is said below 1 GB, or below a tenth of a disk that is no giant; no room is another thing', () => {
  expect(note(30 * GB, 100 * GB)).toBeNull()
  expect(note(9.9 * GB, 100 * GB)).toEqual({ code: 'disk_low', freeMb: 9_900, percent: 9 })
  expect(note(21 * GB, 1_000 * GB)).toBeNull()
  expect(note(19 * GB, 1_000 * GB)).toMatchObject({ code: 'disk_low' })
  expect(note(0.9 * GB, 2 * GB)).toMatchObject({ code: 'disk_low', percent: 45 })
  expect(note(0.01 * GB, 2 * GB)).toEqual({ code: 'disk_full' })
})
