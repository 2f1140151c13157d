import { present } from '../collections/present.ts'
import { compareEvents } from '../event/event.ts'
import { advanceAgent } from './agent-evolve.ts'
import {
  type AgentTimeline,
  type HistorySpan,
  type LateItem,
  type TimelineContext,
  waits,
} from './agent-history.ts'
import { type AgentRebuild, begin, createAgentRebuild, push, replayTimeline } from './agent-rebuild.ts'
import { indexOfItem, remember, rememberLast } from './agent-segments.ts'
import { type AgentItem, copyAgent } from './agent-state.ts'

/** Replays `items` from the last checkpoint that lies before the item at `index`, or from before the window. */
function replayFrom(
  timeline: AgentTimeline,
  index: number,
  items: AgentItem[],
  change: Change,
  context: TimelineContext,
): void {
  const at = items[index]?.event.time ?? Number.POSITIVE_INFINITY
  const kept = timeline.checkpoints.filter(
    (checkpoint) => checkpoint.index <= index && checkpoint.core.bookedTo <= at,
  )
  const start = kept.pop()
  if (start === undefined) {
    const since = Math.min(at, timeline.recent[index]?.event.time ?? at)
    rebuildOrWait(timeline, { ...change, since }, context)
    return
  }
  begin(timeline, copyAgent(start.core), items.slice(0, start.index), kept)
  replayTimeline(timeline, items.slice(start.index), context)
}

/**
 * Builds the agent again where something changed at an instant; one that cost much a short while ago, or that is long,
 * waits for it.
 */
function rebuildOrWait(timeline: AgentTimeline, change: Change, context: TimelineContext): void {
  noteLate(timeline, change)
  if (!context.mayBuild(timeline)) return
  buildLater(timeline, context)
  context.built(timeline)
}

/** Builds an agent again that waits for it. */
export function buildLater(timeline: AgentTimeline, context: TimelineContext): void {
  const rebuild = createAgentRebuild(timeline, takeLate(timeline), context)
  rebuild.goOn(Number.POSITIVE_INFINITY)
  rebuild.commit()
}

/** For what an agent that waits is to be built again. */
function takeLate(timeline: AgentTimeline): LateItem {
  const late = present(timeline.late, 'what came late')
  timeline.late = null
  return late
}

/** Something changed in an agent's past, within a contact (null: by an own event) and between two instants (ms). */
interface Change {
  readonly since: number
  readonly until: number
  readonly contact: string | null
}

const changeBy = ({ event, part }: AgentItem): Change => ({
  ...{ since: event.time, until: event.time, contact: part === null ? null : event.subject },
})

function noteLate(timeline: AgentTimeline, { since, until, contact }: Change): void {
  timeline.late ??= { since, until, contacts: new Set() }
  const { late } = timeline
  late.since = Math.min(late.since, since)
  late.until = Math.max(late.until, until)
  if (contact !== null) late.contacts.add(contact)
}

/** Whether the agent has heard what comes after the item, or was looked at after it; or a segment begins after it. */
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
    noteLate(timeline, changeBy(item))
    timeline.missed?.items.push(item)
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

/** An agent is built again in pieces from now on, by what changed at or after `since`. */
export function beginBuilding(timeline: AgentTimeline, context: TimelineContext): AgentRebuild {
  timeline.missed = { items: [], isAll: true }
  return createAgentRebuild(timeline, takeLate(timeline), context)
}

/**
 * The agent was built again, and goes on by what came meanwhile if that came in order and nothing else became another;
 * if not, it waits to be built once more.
 */
export function endBuilding(timeline: AgentTimeline, rebuild: AgentRebuild, context: TimelineContext): void {
  const { items, isAll } = present(timeline.missed, 'what was missed')
  timeline.missed = null
  rebuild.commit()
  if (!isAll) return
  for (const item of items) {
    if (rebuild.has(item.event)) continue
    if (isLate(timeline, item)) return
    // A day that turned meanwhile began with what the agent was taken for.
    replayTimeline(timeline, [item], context)
  }
  timeline.late = null
}

/** An agent that was being built again waits for it from the beginning. */
export function breakOff(timeline: AgentTimeline, { since, until, contacts }: LateItem): void {
  timeline.missed = null
  noteLate(timeline, { since, until, contact: null })
  for (const contact of contacts) timeline.late?.contacts.add(contact)
}

function applyLate(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const index = indexOfItem(timeline.recent, item)
  if (index === 0 && timeline.trimmed) {
    rebuildOrWait(timeline, changeBy(item), context)
    return
  }
  const items = [...timeline.recent]
  items.splice(index, 0, item)
  replayFrom(timeline, index, items, changeBy(item), context)
}

/**
 * A contact was built again from a late event: this agent's parts in it are now `allParts` (in order), as they were
 * where they happened before the span; it has none after it. Nothing is done where they are all as they were.
 */
export function replaceLegs(
  timeline: AgentTimeline,
  contact: string,
  allParts: readonly AgentItem[],
  { since, until }: HistorySpan,
  context: TimelineContext,
): void {
  const from = Math.max(since, timeline.retiredTo)
  const change = { since: from, until, contact }
  const parts = allParts.filter((item) => item.event.time >= from)
  for (const item of parts) remember(timeline, item, context.dayOf(item.event.time))
  if (waits(timeline)) {
    noteLate(timeline, change)
    if (timeline.missed !== null) timeline.missed.isAll = false
    return
  }
  const first = timeline.recent[0]
  if (timeline.trimmed && (first === undefined || from <= first.event.time)) {
    rebuildOrWait(timeline, change, context)
    return
  }
  const isOld = ({ part, event }: AgentItem) =>
    part !== null && event.subject === contact && event.time >= from
  const items = timeline.recent.filter((item) => !isOld(item))
  for (const item of parts) items.splice(indexOfItem(items, item), 0, item)
  const changed = items.findIndex((item, index) => !sameItem(item, timeline.recent[index]))
  if (changed === -1 && items.length === timeline.recent.length) return
  const index = changed === -1 ? items.length : changed
  replayFrom(timeline, Math.min(index, timeline.recent.length), items, change, context)
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
