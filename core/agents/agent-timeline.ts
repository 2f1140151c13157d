import { compareEvents } from '../event.ts'
import { advanceAgent, hearAgent } from './agent-hear.ts'
import { newSeat, type Seated } from './agent-seat.ts'
import {
  type AgentContext,
  type AgentCore,
  type AgentItem,
  copyAgent,
  NEVER,
  newAgent,
  ofContact,
} from './agent-state.ts'

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
  /** What came in order after this instant has noted its contact here. */
  readonly notedFrom: number
  /** At this length the list is freed of what stands there twice. */
  tidyAt: number
}

const LEAST_TIDY = 64

export function newDay(
  day: number,
  base: AgentCore,
  own: AgentItem[],
  contacts: string[],
  notedFrom: number,
): AgentDay {
  return { day, base, own, contacts, notedFrom, tidyAt: Math.max(LEAST_TIDY, 4 * contacts.length) }
}

function noteContact(day: AgentDay, contact: string): void {
  day.contacts.push(contact)
  if (day.contacts.length < day.tidyAt) return
  day.contacts = [...new Set(day.contacts)]
  day.tidyAt = Math.max(LEAST_TIDY, 4 * day.contacts.length)
}

/** Since when the contact is with the agent; `NEVER`: it is not. */
function withAgentSince(core: AgentCore, contact: string): number {
  const work = ofContact(core.work, contact)
  if (work !== undefined) return work.from
  return ofContact(core.ringing, contact)?.at ?? ofContact(core.wraps, contact)?.from ?? NEVER
}

/**
 * An agent as a function of its items, in order of their events: nearly all come in order and cost one step; a late
 * one goes back to the checkpoint before it, or, older than the window, to the beginning of its day.
 */
export interface AgentTimeline extends Seated {
  readonly id: string
  core: AgentCore
  recent: AgentItem[]
  /** When the last of `recent` happened, ms. */
  heardTo: number
  /** Items before the window exist. */
  trimmed: boolean
  checkpoints: Checkpoint[]
  /** At this length of `recent` the next checkpoint is made. */
  checkAt: number
  days: AgentDay[]
  /** The last of them. */
  today: AgentDay | null
  /** What happened before this instant is no longer taken in (ms). */
  retiredTo: number
  /** Whether the agent is at work. */
  isPresent: boolean
  /** When the agent is to be looked at again, ms; infinity: not at all. */
  wakeAt: number
}

export interface TimelineContext extends AgentContext {
  /** All parts of a contact that are this agent's, in order. */
  partsOf(contact: string, agent: string): AgentItem[]
}

export function newTimeline(id: string): AgentTimeline {
  return {
    id,
    core: newAgent(),
    seat: newSeat(),
    recent: [],
    heardTo: NEVER,
    trimmed: false,
    checkpoints: [],
    checkAt: 0,
    days: [],
    today: null,
    retiredTo: 0,
    isPresent: false,
    wakeAt: Number.POSITIVE_INFINITY,
  }
}

/** The day that starts at `start` and holds the instant. */
function dayFor(timeline: AgentTimeline, start: number, at: number): AgentDay {
  const { days, today } = timeline
  if (today !== null && today.day === start) return today
  if (today === null || today.day < start) {
    const day = newDay(start, copyAgent(timeline.core), [], [], at)
    days.push(day)
    timeline.today = day
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
  const day = newDay(start, base, [], [], at)
  days.splice(index, 0, day)
  return day
}

/** Nearly always the last: sought from the end. */
function insertOwn(own: AgentItem[], item: AgentItem): void {
  const place = placeOf(own, item)
  if (place === own.length) own.push(item)
  else own.splice(place, 0, item)
}

function remember(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const { time, subject } = item.event
  const day = dayFor(timeline, context.dayOf(time), time)
  if (item.part === null) insertOwn(day.own, item)
  else noteContact(day, subject)
}

/** As `remember`, of an item in order: its contact is noted already if it came to the agent on this day. */
function rememberLast(timeline: AgentTimeline, item: AgentItem, start: number): void {
  const { time, subject } = item.event
  const day = dayFor(timeline, start, time)
  if (item.part === null) insertOwn(day.own, item)
  else if (withAgentSince(timeline.core, subject) <= day.notedFrom) noteContact(day, subject)
}

/** Lets the agent go on by an item on the day that starts at `start`. */
function push(timeline: AgentTimeline, item: AgentItem, start: number, context: TimelineContext): void {
  const { recent } = timeline
  if (timeline.core.sums.day !== start) {
    const day = timeline.days.find((known) => known.day === start)
    if (day !== undefined) day.base = copyAgent(timeline.core)
  }
  if (recent.length >= timeline.checkAt) {
    timeline.checkpoints.push({ index: recent.length, core: copyAgent(timeline.core) })
    timeline.checkAt = recent.length + STEP
  }
  hearAgent(timeline.core, timeline.id, item, start, context)
  timeline.heardTo = item.event.time
  if (recent.push(item) > WINDOW) trim(timeline)
}

function trim(timeline: AgentTimeline): void {
  const { checkpoints, recent } = timeline
  const keepFrom = checkpoints.find((checkpoint) => checkpoint.index >= WINDOW / 2)
  if (keepFrom === undefined) return
  timeline.recent = recent.slice(keepFrom.index)
  timeline.trimmed = true
  timeline.checkAt -= keepFrom.index
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
    (checkpoint) => checkpoint.index <= index && checkpoint.core.bookedTo <= at,
  )
  const start = kept.pop()
  if (start === undefined) {
    rebuild(timeline, context)
    return
  }
  begin(timeline, copyAgent(start.core), items.slice(0, start.index), kept)
  for (const item of items.slice(start.index)) push(timeline, item, context.dayOf(item.event.time), context)
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
  timeline.heardTo = recent.at(-1)?.event.time ?? NEVER
  timeline.checkpoints = checkpoints
  timeline.checkAt = recent.length
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
  begin(timeline, first === undefined ? newAgent() : copyAgent(first.base), [], [])
  timeline.trimmed = false
  for (const item of items) {
    const { time } = item.event
    if (time >= timeline.retiredTo) push(timeline, item, context.dayOf(time), context)
  }
}

function isLate({ core, recent, heardTo }: AgentTimeline, { event }: AgentItem): boolean {
  if (event.time > heardTo) return event.time < core.bookedTo
  const last = recent.at(-1)
  return (last !== undefined && compareEvents(event, last.event) < 0) || event.time < core.bookedTo
}

function placeOf(items: AgentItem[], item: AgentItem): number {
  let index = items.length
  while (index > 0 && compareEvents(items[index - 1]!.event, item.event) > 0) index--
  return index
}

/** Takes one item in, wherever it belongs. The caller then advances the agent to the present. */
export function hearItem(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  const { time } = item.event
  if (time < timeline.retiredTo) return
  if (isLate(timeline, item)) {
    hearLate(timeline, item, context)
    return
  }
  const start = context.dayOf(time)
  rememberLast(timeline, item, start)
  push(timeline, item, start, context)
}

function hearLate(timeline: AgentTimeline, item: AgentItem, context: TimelineContext): void {
  remember(timeline, item, context)
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
