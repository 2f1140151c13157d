import { setTimeout as wait } from 'node:timers/promises'
import { kindOfType } from '#core/event/event.ts'
import { SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import type { DemoFloor } from '../model/demo-floor.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { inBatches, inMatters } from '../past/in-batches.ts'
import { type PosterOptions, postAll } from '../poster.ts'

export interface FloorLoopOptions {
  readonly floor: DemoFloor
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly post: PosterOptions
  /** What else the script does at an instant, in the name of a person. */
  readonly onTime: (now: number) => void
  /** These were posted just now. */
  readonly onPosted: (events: readonly DemoEvent[]) => void
}

const EVERY_MS = 60
/** Events of one request; it may have a thousand. */
const AT_ONCE = 900
/** Signs of life are for the present; of the past only what happened is told. */
const PRESENT_MS = 60_000

/** Tells what happened before the script begins. False: it was told to stop. */
export async function postPast({ floor, post }: Pick<FloorLoopOptions, 'floor' | 'post'>): Promise<boolean> {
  for (const batch of asBacklog(upTo(floor, SCRIPT_BEGINS)))
    if (!(await postAll(batch, { ...post, atOnce: batch.length }))) return false
  return true
}

/**
 * A morning told in pieces while the clock already stands at its end: first where everybody is by now, then each matter
 * whole. Cut by time instead, whatever a later piece answers would look overdue for a moment, and people would be told.
 */
export function asBacklog(events: readonly DemoEvent[]): readonly (readonly DemoEvent[])[] {
  const isOfPeople = ({ type }: DemoEvent) => ['agent', 'feed', 'allowance'].includes(kindOfType(type))
  const matters = inMatters(events.filter((event) => !isOfPeople(event)))
  const ofPeople = events.filter(isOfPeople).map((event) => [event])
  return [...inBatches(ofPeople, AT_ONCE), ...inBatches(matters, AT_ONCE)].filter((batch) => batch.length > 0)
}

/** Lets the floor live by the site's clock until it is told to stop. */
export async function liveOn({ floor, now, post, onTime, onPosted }: FloorLoopOptions): Promise<void> {
  while (!post.signal.aborted) {
    const until = now()
    const events = upTo(floor, until)
    if (events.length > 0 && (await postAll(events, post))) onPosted(events)
    onTime(until)
    await wait(EVERY_MS, null, { signal: post.signal }).catch(() => null)
  }
}

const upTo = (floor: DemoFloor, until: number): DemoEvent[] =>
  floor
    .advance(until)
    .filter(({ type, time }) => type !== 'feed.heartbeat' || Date.parse(time) > until - PRESENT_MS)
