import { compareEvents, type FloorEvent } from '../event.ts'
import { isCheap } from '../pace.ts'
import { itemAt } from '../present.ts'
import { evolveAgent } from './agent-evolve.ts'
import { baseOf, isOfSegments, placeOf } from './agent-segments.ts'
import { type AgentCore, type AgentItem, copyAgent, NEVER } from './agent-state.ts'
import type { AgentTimeline, Checkpoint, TimelineContext } from './agent-timeline.ts'

/** How many items are kept at hand, and how many lie between two checkpoints. */
const WINDOW = 96
const STEP = 24

/** Of how many events a contact is, where that matters: what it costs to ask it for its items. */
const ITEMS_OF_CONTACT = 4

/** What an agent goes on by: the present, and what is at hand of how it came to be. */
type Present = Pick<
  AgentTimeline,
  'id' | 'core' | 'recent' | 'heardTo' | 'trimmed' | 'trimmedTo' | 'checkpoints' | 'checkAt' | 'stretches'
>

/** Lets the agent go on by an item of the site's day `day`. */
export function push(timeline: Present, item: AgentItem, day: number, context: TimelineContext): void {
  const { recent } = timeline
  if (recent.length >= timeline.checkAt) {
    timeline.checkpoints.push({ index: recent.length, core: copyAgent(timeline.core) })
    timeline.checkAt = recent.length + STEP
  }
  evolveAgent(timeline.core, timeline.id, item, day, context)
  timeline.heardTo = item.event.time
  if (recent.push(item) > WINDOW) trim(timeline)
}

function trim(timeline: Present): void {
  const { checkpoints, recent } = timeline
  const keepFrom = checkpoints.find((checkpoint) => checkpoint.index >= WINDOW / 2)
  if (keepFrom === undefined) return
  timeline.recent = recent.slice(keepFrom.index)
  timeline.trimmed = true
  timeline.trimmedTo = itemAt(recent, keepFrom.index - 1).event.time
  timeline.checkAt -= keepFrom.index
  timeline.checkpoints = checkpoints
    .filter((checkpoint) => checkpoint.index >= keepFrom.index)
    .map(({ index, core }) => ({ index: index - keepFrom.index, core }))
}

/** Takes the timeline back to where it had heard `recent` and no more. */
export function begin(
  timeline: Present,
  core: AgentCore,
  recent: AgentItem[],
  checkpoints: Checkpoint[],
): void {
  timeline.core = core
  timeline.recent = recent
  timeline.heardTo = recent.at(-1)?.event.time ?? timeline.trimmedTo
  timeline.checkpoints = checkpoints
  timeline.checkAt = recent.length
}

/** Something that is done a part at a time; true: it is done. */
type InParts = (most: number) => boolean

/**
 * Goes on by `items`, at most so many at a time; stretches that begin among them begin with what the agent then is. A
 * wrap-up that had lapsed by then took as long as that says, unless a `contact.wrapped` among the items corrects it
 * again.
 */
function replayOf(timeline: Present, items: readonly AgentItem[], context: TimelineContext): InParts {
  for (const { contact, legFrom, from, lapsedAt } of timeline.core.lapsed)
    context.wrapped(timeline.id, contact, legFrom, lapsedAt - from)
  const later = timeline.stretches.filter(({ from }) => from > timeline.heardTo)
  let begun = 0
  let next = 0
  const beginUpTo = (at: number) => {
    for (; begun < later.length && itemAt(later, begun).from <= at; begun++)
      itemAt(later, begun).base = copyAgent(timeline.core)
  }
  return (most) => {
    const until = Math.min(items.length, next + most)
    for (; next < until; next++) {
      const item = itemAt(items, next)
      beginUpTo(item.event.time)
      push(timeline, item, context.dayOf(item.event.time), context)
    }
    if (next < items.length) return false
    beginUpTo(Number.POSITIVE_INFINITY)
    return true
  }
}

/** Goes on by all of the items. */
export function replayTimeline(
  timeline: Present,
  items: readonly AgentItem[],
  context: TimelineContext,
): void {
  replayOf(timeline, items, context)(Number.POSITIVE_INFINITY)
}

/** An agent that is built again, apart: until `commit` it stands as it was. */
export interface AgentRebuild {
  /** When what it is built again for changed (ms). */
  readonly since: number
  /** Goes on by at most so many items; true: all of them are taken in. */
  goOn(most: number): boolean
  /** Whether it goes by the event: one that came since it began may be among what its contact said later. */
  has(event: FloorEvent): boolean
  commit(): void
}

/** Builds an agent again from the beginning of the stretch that holds the instant at which something changed. */
export function createAgentRebuild(
  timeline: AgentTimeline,
  since: number,
  context: TimelineContext,
): AgentRebuild {
  const { stretches } = timeline
  const place = placeOf(timeline, since)
  const taken = stretches.slice(place)
  const isTaken = isOfSegments(timeline, place)
  const contacts = [...new Set(taken.flatMap((segment) => segment.contacts))]
  const items = taken.flatMap(({ own }) => own).filter(isTaken)
  const partsOf = (contact: string) => context.partsOf(contact, timeline.id)
  const trimmedTo = place > 0 ? itemAt(stretches, place - 1).from : NEVER
  const apart: Present = { ...timeline, trimmed: place > 0, trimmedTo }
  let asked = 0
  let goOnBy: InParts | null = null
  let known: Set<FloorEvent> | null = null

  function askContacts(most: number): void {
    const until = Math.min(contacts.length, asked + Math.ceil(most / ITEMS_OF_CONTACT))
    for (; asked < until; asked++)
      for (const item of partsOf(itemAt(contacts, asked))) if (isTaken(item)) items.push(item)
  }

  return {
    since,
    goOn(most) {
      if (asked < contacts.length) {
        askContacts(most)
        if (asked < contacts.length || most < Number.POSITIVE_INFINITY) return false
      }
      if (goOnBy === null) {
        items.sort((a, b) => compareEvents(a.event, b.event))
        begin(apart, baseOf(taken[0], partsOf), [], [])
        goOnBy = replayOf(apart, items, context)
      }
      return goOnBy(most)
    },
    has(event) {
      known ??= new Set(items.map((item) => item.event))
      return known.has(event)
    },
    commit() {
      begin(timeline, apart.core, apart.recent, apart.checkpoints)
      timeline.heardTo = apart.heardTo
      timeline.trimmed = apart.trimmed
      timeline.trimmedTo = apart.trimmedTo
      timeline.checkAt = apart.checkAt
      if (!isCheap(items.length)) timeline.paced = { steps: items.length, foldedAt: context.now() }
    },
  }
}
