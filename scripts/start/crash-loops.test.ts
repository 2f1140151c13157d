import { expect, test } from 'vitest'
import { createCrashLoops } from './crash-loops.ts'

test('a part that ends three times within five minutes is a loop, until five minutes without it', () => {
  let now = 0
  const loops = createCrashLoops(() => now)
  for (const at of [0, 60_000, 120_000]) {
    now = at
    expect(loops.notes()).toEqual([])
    loops.ended('workers')
    loops.ended(`once-${at}`)
  }
  expect(loops.notes()).toEqual([{ code: 'crash_loop', part: 'workers', times: 3 }])
  now = 299_000
  expect(loops.notes()).toHaveLength(1)
  now = 300_001
  expect(loops.notes()).toEqual([])
})
