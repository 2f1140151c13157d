import { type Deadline, uncounted } from '../http/answer-within.ts'

/** There was no turn in time, or too many wait. */
export class Busy extends Error {
  readonly retryAfterSec: number
  constructor(retryAfterSec: number) {
    super('too many wait for their turn')
    this.retryAfterSec = retryAfterSec
  }
}

export interface TurnsOptions {
  /** How many work at the same time. */
  readonly atOnce: number
  /** How many may wait now. */
  readonly most: () => number
  /** How long one waits. */
  readonly withinMs: number
}

/** Costly work, done in turns. */
export interface Turns {
  /**
   * Does the work when its turn comes; rejects with `Busy` if it does not come. Turns go round by lane (who asks), so
   * that whoever asks often waits for themselves. The deadline of who waits stands still.
   */
  take<T>(lane: string, work: () => Promise<T>, deadline?: Deadline): Promise<T>
  readonly waiting: number
}

interface Waiting {
  readonly lane: string
  begin(): void
  sendAway(): void
}

/** How long a turn is taken for before there was one; from then on what the last ones took decides. */
const FIRST_TURN_MS = 50
const WEIGHT = 0.1
const LONGEST_RETRY_SEC = 20

export function createTurns({ atOnce, most, withinMs }: TurnsOptions): Turns {
  const lanes = new Map<string, Waiting[]>()
  let working = 0
  let waiting = 0
  let turnMs = FIRST_TURN_MS

  function leave(one: Waiting): void {
    const lane = lanes.get(one.lane)
    const place = lane?.indexOf(one) ?? -1
    if (lane === undefined || place < 0) return
    lane.splice(place, 1)
    waiting--
    if (lane.length === 0) lanes.delete(one.lane)
  }

  /** The first of the next lane, which then is the last one. */
  function next(): Waiting | null {
    const [entry] = lanes
    if (entry === undefined) return null
    const [name, lane] = entry
    const one = lane[0]!
    leave(one)
    if (lanes.delete(name)) lanes.set(name, lane)
    return one
  }

  function begin(): void {
    while (working < atOnce) {
      const one = next()
      if (one === null) return
      working++
      one.begin()
    }
  }

  /** Where no more may wait, the last of the longest lane goes, unless that is the lane of who comes. */
  function makeRoom(lane: string): boolean {
    if (waiting < most()) return true
    const longest = [...lanes.values()].reduce((a, b) => (b.length > a.length ? b : a))
    if (longest.length <= (lanes.get(lane)?.length ?? 0)) return false
    longest.at(-1)!.sendAway()
    return true
  }

  function retryAfterSec(): number {
    const behind = Math.ceil((waiting * turnMs) / atOnce / 1_000)
    return Math.min(LONGEST_RETRY_SEC, Math.max(1, behind))
  }

  function turn(lane: string): Promise<void> {
    if (!makeRoom(lane)) return Promise.reject(new Busy(retryAfterSec()))
    return new Promise((done, fail) => {
      const one: Waiting = {
        lane,
        begin() {
          clearTimeout(timer)
          done()
        },
        sendAway() {
          clearTimeout(timer)
          leave(one)
          fail(new Busy(retryAfterSec()))
        },
      }
      const timer = setTimeout(() => one.sendAway(), withinMs)
      const others = lanes.get(lane)
      if (others === undefined) lanes.set(lane, [one])
      else others.push(one)
      waiting++
      begin()
    })
  }

  return {
    async take(lane, work, deadline) {
      await uncounted(deadline, () => turn(lane))
      const began = performance.now()
      try {
        return await work()
      } finally {
        turnMs += (performance.now() - began - turnMs) * WEIGHT
        working--
        begin()
      }
    },
    get waiting() {
      return waiting
    },
  }
}
