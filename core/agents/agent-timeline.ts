import { compareEvents } from '../event.ts'
import { foldableFrom, isCheap, NEVER_FOLDED, type Paced } from '../pace.ts'
import { itemAt } from '../present.ts'
import { advanceAgent, evolveAgent } from './agent-evolve.ts'
import { newMembership, type WithMembership } from './agent-membership.ts'
import {
  type AgentSegments,
  baseOf,
  indexOfItem,
  itemsFrom,
  remember,
  rememberLast,
  startOf,
} from './agent-segments.ts'
import {
  type AgentContext,
  type AgentCore,
  type AgentItem,
  copyAgent,
  NEVER,
  newAgent,
} from './agent-state.ts'

/** How many items are kept at hand, and how many lie between two checkpoints. */
const WINDOW = 96
const STEP = 24

const NOT_WAITING = Number.POSITIVE_INFINITY

/** Whether the agent waits to be built again. */
export function waits({ lateSince }: AgentTimeline): boolean {
  return lateSince !== NOT_WAITING
}

interface Checkpoint {
  /** The core as it was before the item at this index of `recent`. */
  readonly index: number
  readonly core: AgentCore
}

/**
 * An agent as a function of its items, in order of their events: nearly all come in order and cost one step; a late
 * one goes back to the checkpoint before it, or, older than the window, to the beginning of its stretch.
 */
export interface AgentTimeline extends WithMembership, AgentSegments {
  readonly id: string
  core: AgentCore
  recent: AgentItem[]
  /** When the last of `recent` happened, ms; where it is empty, `trimmedTo`. */
  heardTo: number
  /** Items before the window exist. */
  trimmed: boolean
  /** An instant after which no stretch begins until the first of `recent`. */
  trimmedTo: number
  checkpoints: Checkpoint[]
  /** At this length of `recent` the next checkpoint is made. */
  checkAt: number
  /** Whether the agent is at work. */
  isPresent: boolean
  /** When the agent is to be looked at again, ms; infinity: not at all. */
  wakeAt: number
  /** What it cost to build the agent again, when that was done last. */
  paced: Paced
  /** Of one that waits to be built again: before this instant (ms) all is as it was. Infinity: it does not wait. */
  lateSince: number
}

export interface TimelineContext extends AgentContext {
  /** All parts of a contact that are this agent's, in order. */
  partsOf(contact: string, agent: string): AgentItem[]
  now(): number
}

export function newTimeline(id: string): AgentTimeline {
  return {
    id,
    core: newAgent(),
    seat: newMembership(),
    recent: [],
    heardTo: NEVER,
    trimmed: false,
    trimmedTo: NEVER,
    checkpoints: [],
    checkAt: 0,
    stretches: [],
    latest: null,
    retiredTo: 0,
    isPresent: false,
    wakeAt: Number.POSITIVE_INFINITY,
    paced: NEVER_FOLDED,
    lateSince: NOT_WAITING,
  }
}

/** Lets the agent go on by an item of the site's day `day`. */
function push(timeline: AgentTimeline, item: AgentItem, day: number, context: TimelineContext): void {
  const { recent } = timeline
  if (recent.length >= timeline.checkAt) {
    timeline.checkpoints.push({ index: recent.length, core: copyAgent(timeline.core) })
    timeline.checkAt = recent.length + STEP
  }
  evolveAgent(timeline.core, timeline.id, item, day, context)
  timeline.heardTo = item.event.time
  if (recent.push(item) > WINDOW) trim(timeline)
}

function trim(timeline: AgentTimeline): void {
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
function begin(
  timeline: AgentTimeline,
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

/**
 * Goes on by `items`; stretches that begin among them begin with what the agent then is. A wrap-up that had lapsed by
 * then took as long as that says, unless a `contact.wrapped` among the items corrects it again.
 */
function replay(timeline: AgentTimeline, items: readonly AgentItem[], context: TimelineContext): void {
  for (const { contact, legFrom, from, lapsedAt } of timeline.core.lapsed)
    context.wrapped(timeline.id, contact, legFrom, lapsedAt - from)
  const later = timeline.stretches.filter(({ from }) => from > timeline.heardTo)
  let next = 0
  const beginUpTo = (at: number) => {
    for (; next < later.length && itemAt(later, next).from <= at; next++)
      itemAt(later, next).base = copyAgent(timeline.core)
  }
  for (const item of items) {
    beginUpTo(item.event.time)
    push(timeline, item, context.dayOf(item.event.time), context)
  }
  beginUpTo(Number.POSITIVE_INFINITY)
}

/** Replays `items` from the last checkpoint that lies before the item at `index`, or from before the window. */
function replayFrom(
  timeline: AgentTimeline,
  index: number,
  items: AgentItem[],
  context: TimelineContext,
): void {
  const at = items[index]?.event.time ?? Number.POSITIVE_INFINITY
  const kept = timeline.checkpoints.filter(
    (checkpoint) => checkpoint.index <= index && checkpoint.core.bookedTo <= at,
  )
  const start = kept.pop()
  if (start === undefined) {
    rebuildOrWait(timeline, Math.min(at, timeline.recent[index]?.event.time ?? at), context)
    return
  }
  begin(timeline, copyAgent(start.core), items.slice(0, start.index), kept)
  replay(timeline, items.slice(start.index), context)
}

/** Builds the agent again where something changed at an instant, unless that cost much and was a short while ago. */
function rebuildOrWait(timeline: AgentTimeline, since: number, context: TimelineContext): void {
  if (foldableFrom(timeline.paced) <= context.now()) rebuild(timeline, since, context)
  else timeline.lateSince = since
}

/** Builds an agent again that waits for it. */
export function buildLater(timeline: AgentTimeline, context: TimelineContext): void {
  const since = timeline.lateSince
  timeline.lateSince = NOT_WAITING
  rebuild(timeline, since, context)
}

/** Builds the agent again from the beginning of the stretch that holds the instant at which something changed. */
function rebuild(timeline: AgentTimeline, since: number, context: TimelineContext): void {
  const { stretches } = timeline
  const place = startOf(timeline, since)
  const partsOf = (contact: string) => context.partsOf(contact, timeline.id)
  const items = itemsFrom(timeline, place, partsOf)
  timeline.trimmed = place > 0
  timeline.trimmedTo = place > 0 ? itemAt(stretches, place - 1).from : NEVER
  begin(timeline, baseOf(timeline, place, partsOf), [], [])
  replay(timeline, items, context)
  if (!isCheap(items.length)) timeline.paced = { steps: items.length, foldedAt: context.now() }
}

/** Whether the agent has heard what comes after the item, or was looked at after it; or a stretch begins after it. */
function isLate({ core, recent, heardTo, latest }: AgentTimeline, { event }: AgentItem): boolean {
  if (event.time < core.bookedTo || (latest !== null && event.time < latest.from)) return true
  if (event.time > heardTo) return false
  const last = recent.at(-1)
  return last !== undefined && compareEvents(event, last.event) < 0
}

/** Takes one item in, wherever it belongs. The caller then advances the agent to the present. */
export function applyItem(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const { time } = item.event
  if (time < timeline.retiredTo) return
  const day = context.dayOf(time)
  if (waits(timeline)) {
    remember(timeline, item, day)
    timeline.lateSince = Math.min(timeline.lateSince, time)
    return
  }
  if (isLate(timeline, item)) {
    remember(timeline, item, day)
    applyLate(timeline, item, context)
    return
  }
  rememberLast(timeline, item, day)
  push(timeline, item, day, context)
}

function applyLate(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const index = indexOfItem(timeline.recent, item)
  if (index === 0 && timeline.trimmed) {
    rebuildOrWait(timeline, item.event.time, context)
    return
  }
  const items = [...timeline.recent]
  items.splice(index, 0, item)
  replayFrom(timeline, index, items, context)
}

/**
 * A contact was built again from a late event: this agent's parts in it are now `allParts` (in order), as they were
 * where they happened before `since`. Nothing is done where they are all as they were.
 */
export function replaceLegs(
  timeline: AgentTimeline,
  contact: string,
  allParts: readonly AgentItem[],
  since: number,
  context: TimelineContext,
): void {
  const from = Math.max(since, timeline.retiredTo)
  const parts = allParts.filter((item) => item.event.time >= from)
  for (const item of parts) remember(timeline, item, context.dayOf(item.event.time))
  if (waits(timeline)) {
    timeline.lateSince = Math.min(timeline.lateSince, from)
    return
  }
  const first = timeline.recent[0]
  if (timeline.trimmed && (first === undefined || from <= first.event.time)) {
    rebuildOrWait(timeline, from, context)
    return
  }
  const isOld = ({ part, event }: AgentItem) =>
    part !== null && event.subject === contact && event.time >= from
  const items = timeline.recent.filter((item) => !isOld(item))
  for (const item of parts) items.splice(indexOfItem(items, item), 0, item)
  const changed = items.findIndex((item, index) => !sameItem(item, timeline.recent[index]))
  if (changed === -1 && items.length === timeline.recent.length) return
  const index = changed === -1 ? items.length : changed
  replayFrom(timeline, Math.min(index, timeline.recent.length), items, context)
}

function sameItem(a: AgentItem, b: AgentItem | undefined): boolean {
  if (b === undefined || a.event !== b.event || a.part !== b.part) return false
  if (a.work === undefined || b.work === undefined) return a.work === b.work
  const { queue, channel, direction, wrapUpMs } = a.work
  if (queue !== b.work.queue || channel !== b.work.channel) return false
  return direction === b.work.direction && wrapUpMs === b.work.wrapUpMs
}

/** Lets time pass; tells whether that changed the agent. */
export function advanceTimeline(timeline: AgentTimeline, now: number, context: TimelineContext): boolean {
  return advanceAgent(timeline.core, timeline.id, now, context)
}
