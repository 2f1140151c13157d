import { expect, test } from 'vitest'
import { runHour } from '../support/pbx-hour/run-hour.ts'

/**
 * Guarantee: whatever agents press at the desk and do at the phone, desk, PBX and archive agree at every second. The
 * hour in real time is `npm run soak -- pbx`; here its happenings lie closer together, and no second is waited for.
 */
test('five minutes of the floor over a PBX: desk, PBX and archive agree at every second', async () => {
  const { faults, compared, presses, calls, cuts } = await runHour({
    ...{ seed: 'five minutes', seconds: 300, agents: 15, isCompressed: true },
    ...{ pressEverySec: 60, phoneEverySec: 90, callEverySec: 15, cutEverySec: 75 },
  })
  expect(faults).toEqual([])
  expect(compared).toBeGreaterThan(200)
  expect(presses).toBeGreaterThan(50)
  expect(calls).toBeGreaterThan(50)
  expect(cuts).toBeGreaterThan(0)
})
