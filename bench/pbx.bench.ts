import { setTimeout as wait } from 'node:timers/promises'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'
import { type PbxFloor, startPbxFloor } from './pbx/floor.ts'

const PRESSES = 600
const AT_ONCE = 4

interface Measured {
  /** Until it stands at the desk. */
  readonly deskMs: number[]
  /** Until what it is held against is there. */
  readonly bareMs: number[]
}

/** Lets several at once do something with one desk after the other, so often in all. */
async function inLanes(desks: number, run: (desk: number) => Promise<void>): Promise<void> {
  const lane = async (first: number) => {
    for (let press = first; press < PRESSES; press += AT_ONCE) await run(press % desks)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, first) => lane(first)))
}

/** From the press at the desk, through the API, the PBX, its connector, the log, the fold and the gateway, to the desk's row. */
async function pressed({ desks }: PbxFloor): Promise<Measured> {
  const deskMs: number[] = []
  const bareMs: number[] = []
  await inLanes(desks.length, async (index) => {
    const desk = desks[index]!
    const isPause = !desk.isAway()
    const begun = performance.now()
    await desk.press(isPause)
    bareMs.push(performance.now() - begun)
    await desk.until(isPause)
    deskMs.push(performance.now() - begun)
  })
  return { deskMs, bareMs }
}

/** From the PBX's word of a pause that was made at the phone to the desk's row; beside it, to the floor of the server. */
async function atPhone({ desks, pauseAtPhone, isAwayOnFloor }: PbxFloor): Promise<Measured> {
  const deskMs: number[] = []
  const bareMs: number[] = []
  await inLanes(desks.length, async (index) => {
    const desk = desks[index]!
    const isPause = !desk.isAway()
    const begun = performance.now()
    pauseAtPhone(desk.agent, isPause)
    const onFloor = (async () => {
      while (isAwayOnFloor(desk.agent) !== isPause) await wait(1)
      bareMs.push(performance.now() - begun)
    })()
    await desk.until(isPause)
    deskMs.push(performance.now() - begun)
    await onFloor
  })
  return { deskMs, bareMs }
}

const shareOf = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

const resultsOf = (name: string, { deskMs, bareMs }: Measured): BenchResult[] =>
  [0.5, 0.99].map((share) => {
    const value = shareOf(deskMs, share)
    const baseline = shareOf(bareMs, share)
    return {
      ...{ name: `pbx: ${name}, p${share * 100}`, value: rounded(value), unit: 'ms' },
      ...{ baseline: rounded(baseline), ratio: rounded(value / baseline) },
      ...{ target: '≤ 1000 ms', met: value <= 1_000 },
    }
  })

/** What is pressed, and what is done at the phone, stands at the desk within a second, by the PBX's own event. */
export const bench: Bench = async () => {
  const floor = await startPbxFloor()
  const results = [
    ...resultsOf('press to desk', await pressed(floor)),
    ...resultsOf('phone to desk', await atPhone(floor)),
  ]
  await floor.stop()
  return results
}
