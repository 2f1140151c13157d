import { setTimeout as wait } from 'node:timers/promises'
import { SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import type { DemoFloor } from '../model/demo-floor.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { type PosterOptions, postAll } from '../poster.ts'

export interface FloorLoopOptions {
  readonly floor: DemoFloor
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly post: PosterOptions
  /** What else the script does at an instant, in the name of a person. */
  readonly onTime: (now: number) => void
}

const EVERY_MS = 60
/** Signs of life are for the present; of the past only what happened is told. */
const PRESENT_MS = 60_000

/** Tells what happened before the script begins. False: it was told to stop. */
export function postPast({ floor, post }: Pick<FloorLoopOptions, 'floor' | 'post'>): Promise<boolean> {
  return postAll(upTo(floor, SCRIPT_BEGINS), post)
}

/** Lets the floor live by the site's clock until it is told to stop. */
export async function liveOn({ floor, now, post, onTime }: FloorLoopOptions): Promise<void> {
  while (!post.signal.aborted) {
    const until = now()
    const events = upTo(floor, until)
    if (events.length > 0) await postAll(events, post)
    onTime(until)
    await wait(EVERY_MS, null, { signal: post.signal }).catch(() => null)
  }
}

const upTo = (floor: DemoFloor, until: number): DemoEvent[] =>
  floor
    .advance(until)
    .filter(({ type, time }) => type !== 'feed.heartbeat' || Date.parse(time) > until - PRESENT_MS)
