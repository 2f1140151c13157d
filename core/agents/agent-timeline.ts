import { compareEvents } from '../event.ts'
import { advanceAgent, hearAgent } from './agent-hear.ts'
import { type AgentContext, type AgentCore, type AgentItem, copyAgent, newAgent } from './agent-state.ts'

/** How many items are kept at hand, and how many lie between two checkpoints. */
const WINDOW = 96
const STEP = 24
/** Days of which an agent can be built again; a contact is promised for 48 h after its end. */
const KEPT_DAYS = 4

interface Checkpoint {
  /** The core as it was before the item at this index of `recent`. */
  readonly index: number
  readonly core: AgentCore
}

/** One site day of an agent: how it began, the own events, and the contacts whose parts fall into it. */
export interface AgentDay {
  readonly day: number
  base: AgentCore
  own: AgentItem[]
  /** A contact may stand here several times: whose part it was is not sought at each part. */
  contacts: string[]
  /** At this length the list is freed of what stands there twice. */
  tidyAt: number
}

const LEAST_TIDY = 64

export function newDay(day: number, base: AgentCore, own: AgentItem[], contacts: string[]): AgentDay {
  return { day, base, own, contacts, tidyAt: Math.max(LEAST_TIDY, 4 * contacts.length) }
}

function noteContact(day: AgentDay, contact: string): void {
  // Most parts are of the contact that the part before them was of.
  if (day.contacts[day.contacts.length - 1] === contact) return
  day.contacts.push(contact)
  if (day.contacts.length < day.tidyAt) return
  day.contacts = [...new Set(day.contacts)]
  day.tidyAt = Math.max(LEAST_TIDY, 4 * day.contacts.length)
}

/**
 * An agent as a function of its items, in order of their events: nearly all come in order and cost one step; a late
 * one goes back to the checkpoint before it, or, older than the window, to the beginning of its day.
 */
export interface AgentTimeline {
  readonly id: string
  core: AgentCore
  recent: AgentItem[]
  /** Items before the window exist. */
  trimmed: boolean
  checkpoints: Checkpoint[]
  days: AgentDay[]
  /** What happened before this instant is no longer taken in (ms). */
  retiredTo: number
  /** Whether the agent is at work. */
  isPresent: boolean
  /** When the agent is to be looked at again, ms. */
  wakeAt: number | null
}

export interface TimelineContext extends AgentContext {
  /** All parts of a contact that are this agent's, in order. */
  partsOf(contact: string, agent: string): AgentItem[]
}

export function newTimeline(id: string): AgentTimeline {
  return {
    id,
    core: newAgent(),
    recent: [],
    trimmed: false,
    checkpoints: [],
    days: [],
    retiredTo: 0,
    isPresent: false,
    wakeAt: null,
  }
}

function dayFor(timeline: AgentTimeline, at: number, context: TimelineContext): AgentDay {
  const start = context.dayOf(at)
  const { days } = timeline
  const last = days[days.length - 1]
  if (last !== undefined && last.day === start) return last
  if (last === undefined || last.day < start) {
    const day = newDay(start, copyAgent(timeline.core), [], [])
    days.push(day)
    if (days.length > KEPT_DAYS) {
      days.shift()
      timeline.retiredTo = days[0]!.day
    }
    return day
  }
  const there = days.find((day) => day.day === start)
  if (there !== undefined) return there
  const index = days.findIndex((day) => day.day > start)
  const base = index === 0 ? newAgent() : copyAgent(days[index]!.base)
  const day = newDay(start, base, [], [])
  days.splice(index, 0, day)
  return day
}

function remember(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const day = dayFor(timeline, item.event.time, context)
  if (item.part !== null) {
    noteContact(day, item.event.subject)
    return
  }
  // Nearly always the last: sought from the end.
  const place = placeOf(day.own, item)
  if (place === day.own.length) day.own.push(item)
  else day.own.splice(place, 0, item)
}

function push(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const { recent, checkpoints } = timeline
  const start = context.dayOf(item.event.time)
  if (timeline.core.sums.day !== start) {
    const day = timeline.days.find((known) => known.day === start)
    if (day !== undefined) day.base = copyAgent(timeline.core)
  }
  const last = checkpoints[checkpoints.length - 1]
  if (last === undefined || recent.length - last.index >= STEP)
    checkpoints.push({ index: recent.length, core: copyAgent(timeline.core) })
  hearAgent(timeline.core, timeline.id, item, context)
  recent.push(item)
  if (recent.length > WINDOW) trim(timeline)
}

function trim(timeline: AgentTimeline): void {
  const { checkpoints, recent } = timeline
  const keepFrom = checkpoints.find((checkpoint) => checkpoint.index >= WINDOW / 2)
  if (keepFrom === undefined) return
  timeline.recent = recent.slice(keepFrom.index)
  timeline.trimmed = true
  timeline.checkpoints = checkpoints
    .filter((checkpoint) => checkpoint.index >= keepFrom.index)
    .map(({ index, core }) => ({ index: index - keepFrom.index, core }))
}

/** Replays `items` from the last checkpoint that lies before the item at `index`; without one, the whole agent. */
function replayFrom(
  timeline: AgentTimeline,
  index: number,
  items: AgentItem[],
  context: TimelineContext,
): void {
  const at = items[index]?.event.time ?? Number.POSITIVE_INFINITY
  const kept = timeline.checkpoints.filter(
    (checkpoint) => checkpoint.index <= index && (checkpoint.core.bookedTo ?? 0) <= at,
  )
  const start = kept.pop()
  if (start === undefined) {
    rebuild(timeline, context)
    return
  }
  timeline.core = copyAgent(start.core)
  timeline.checkpoints = kept
  timeline.recent = items.slice(0, start.index)
  for (const item of items.slice(start.index)) push(timeline, item, context)
}

/** Builds the agent again from the beginning of the oldest day it knows. */
function rebuild(timeline: AgentTimeline, context: TimelineContext): void {
  const items: AgentItem[] = []
  const seen = new Set<string>()
  for (const day of timeline.days) {
    items.push(...day.own)
    for (const contact of day.contacts) {
      if (seen.has(contact)) continue
      seen.add(contact)
      items.push(...context.partsOf(contact, timeline.id))
    }
  }
  const first = timeline.days[0]
  items.sort((a, b) => compareEvents(a.event, b.event))
  timeline.core = first === undefined ? newAgent() : copyAgent(first.base)
  timeline.recent = []
  timeline.checkpoints = []
  timeline.trimmed = false
  for (const item of items) if (item.event.time >= timeline.retiredTo) push(timeline, item, context)
}

function isLate(timeline: AgentTimeline, item: AgentItem): boolean {
  const last = timeline.recent[timeline.recent.length - 1]
  if (last !== undefined && compareEvents(item.event, last.event) < 0) return true
  return timeline.core.bookedTo !== null && item.event.time < timeline.core.bookedTo
}

function placeOf(items: AgentItem[], item: AgentItem): number {
  let index = items.length
  while (index > 0 && compareEvents(items[index - 1]!.event, item.event) > 0) index--
  return index
}

/** Takes one item in, wherever it belongs. The caller then advances the agent to the present. */
export function hearItem(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  if (item.event.time < timeline.retiredTo) return
  const late = isLate(timeline, item)
  remember(timeline, item, context)
  if (!late) {
    push(timeline, item, context)
    return
  }
  const index = placeOf(timeline.recent, item)
  if (index === 0 && timeline.trimmed) {
    rebuild(timeline, context)
    return
  }
  const items = [...timeline.recent]
  items.splice(index, 0, item)
  replayFrom(timeline, Math.min(index, timeline.recent.length), items, context)
}

/**
 * A contact was built again from a late event: this agent's parts in it are now `parts` (in order). Nothing is done
 * where they are as they were.
 */
export function replaceParts(
  timeline: AgentTimeline,
  contact: string,
  allParts: AgentItem[],
  context: TimelineContext,
): void {
  const parts = allParts.filter((item) => item.event.time >= timeline.retiredTo)
  for (const item of parts) remember(timeline, item, context)
  const isOld = (item: AgentItem) => item.part !== null && item.event.subject === contact
  const first = timeline.recent[0]
  const startsBefore = first === undefined || parts.some((item) => compareEvents(item.event, first.event) < 0)
  if (timeline.trimmed && startsBefore) {
    rebuild(timeline, context)
    return
  }
  const items = timeline.recent.filter((item) => !isOld(item))
  for (const item of parts) items.splice(placeOf(items, item), 0, item)
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
