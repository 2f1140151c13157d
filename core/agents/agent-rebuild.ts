import { itemAt } from '../collections/present.ts'
import { compareEvents, type FloorEvent } from '../event/event.ts'
import { isCheap } from '../time/pace.ts'
import { evolveAgent } from './agent-evolve.ts'
import type { AgentTimeline, Checkpoint, LateItem, TimelineContext } from './agent-history.ts'
import { type AgentSegment, baseOf, type Cut, cutSegment, placeOf, SEGMENT_ITEMS } from './agent-segments.ts'
import { type AgentCore, type AgentItem, copyAgent, NEVER, ofContact } from './agent-state.ts'
import { addSums, differenceIfConverged, isWithAgent, type SumsMore } from './replay-convergence.ts'

/** How many items are kept at hand, and how many lie between two checkpoints. */
const WINDOW = 96
const STEP = 24

/** Of how many events a contact is, where that matters: what it costs to ask it for its items. */
const ITEMS_OF_CONTACT = 4

/** What an agent goes on by: the present, and what is at hand of how it came to be. */
type Present = Pick<
  AgentTimeline,
  'id' | 'core' | 'recent' | 'heardTo' | 'trimmed' | 'trimmedTo' | 'checkpoints' | 'checkAt' | 'segments'
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

/**
 * Goes on by `items`; segments that begin among them begin with what the agent then is. A wrap-up that had lapsed by
 * then took as long as that says, unless a `contact.wrapped` among the items corrects it again.
 */
export function replayTimeline(
  timeline: Present,
  items: readonly AgentItem[],
  context: TimelineContext,
): void {
  for (const { contact, legFrom, from, lapsedAt } of timeline.core.lapsed)
    context.wrapped(timeline.id, contact, legFrom, lapsedAt - from)
  const later = timeline.segments.filter(({ from }) => from > timeline.heardTo)
  let begun = 0
  const beginUpTo = (at: number) => {
    for (; begun < later.length && itemAt(later, begun).from <= at; begun++)
      itemAt(later, begun).base = copyAgent(timeline.core)
  }
  for (const item of items) {
    const { time } = item.event
    beginUpTo(time)
    push(timeline, item, context.dayOf(time), context)
  }
  beginUpTo(Number.POSITIVE_INFINITY)
}

/** An agent that is built again, apart: until `commit` it stands as it was. */
export interface AgentRebuild {
  readonly late: LateItem
  /** Goes on by at most so many items; true: all of them are taken in. */
  goOn(most: number): boolean
  /** Whether it goes by the event: one that came since it began may be among what its contact said later. */
  has(event: FloorEvent): boolean
  commit(): void
}

/**
 * Builds an agent again from the beginning of the segment that holds the instant at which something changed, to the
 * beginning of the first one after it where the agent goes on as it did before.
 */
export function createAgentRebuild(
  timeline: AgentTimeline,
  late: LateItem,
  context: TimelineContext,
): AgentRebuild {
  const place = placeOf(timeline, late.since)
  const taken = timeline.segments.slice(place)
  const trimmedTo = place > 0 ? itemAt(timeline.segments, place - 1).from : NEVER
  const apart: Present = { ...timeline, trimmed: place > 0, trimmedTo }
  const heard: AgentItem[] = []
  const built: SegmentRebuild[] = []
  /** Wrap-ups that are measured on the way: a contact and the beginning of its leg. */
  const measured = new Set<string>()
  const keyOf = (contact: string, legFrom: number) => `${legFrom} ${contact}`
  const hearing: TimelineContext = {
    ...context,
    wrapped(agent, contact, legFrom, wrapMs) {
      measured.add(keyOf(contact, legFrom))
      context.wrapped(agent, contact, legFrom, wrapMs)
    },
  }
  let lapsedBefore: AgentCore['lapsed'] = []
  let more: SumsMore | null = null
  let known: Set<FloorEvent> | null = null

  function start(): void {
    const partsOf = (contact: string) => context.partsOf(contact, timeline.id)
    begin(apart, baseOf(taken[0], partsOf), [], [])
    lapsedBefore = apart.core.lapsed
  }

  function next(): SegmentRebuild | null {
    const segment = taken[built.length]
    if (segment === undefined) return null
    const from = place === 0 && built.length === 0 ? timeline.retiredTo : segment.from
    const span = { from, until: taken[built.length + 1]?.from ?? Number.POSITIVE_INFINITY }
    return createSegmentRebuild(apart, { segment, span, heard }, hearing)
  }

  /** Whether from a segment on, the last items not included, the agent goes on as it did. */
  function goesOnFrom(segment: AgentSegment): boolean {
    if (segment.from <= late.until || !timeline.trimmed || segment.from > timeline.trimmedTo) return false
    if (isWithAgent(apart.core, late.contacts) || isWithAgent(segment.base, late.contacts)) return false
    more = differenceIfConverged(apart.core, segment.base, timeline.id, segment.from, hearing)
    return more !== null
  }

  /** A wrap-up that had lapsed took as long as that says, unless a `contact.wrapped` corrects it, now or as it did. */
  function tellLapsed(): void {
    for (const { contact, legFrom, from, lapsedAt } of lapsedBefore) {
      if (measured.has(keyOf(contact, legFrom))) continue
      if (more === null || ofContact(apart.core.lapsed, contact)?.legFrom !== legFrom)
        context.wrapped(timeline.id, contact, legFrom, lapsedAt - from)
    }
  }

  let running: SegmentRebuild | null = null

  return {
    late,
    goOn(most) {
      if (built.length === 0 && running === null) start()
      for (running ??= next(); running !== null; running = next()) {
        if (!running.goOn(most)) return false
        built.push(running)
        const after = taken[built.length]
        if (after === undefined || goesOnFrom(after)) break
        running = null
        if (most < Number.POSITIVE_INFINITY) return false
      }
      return true
    },
    has(event) {
      known ??= new Set(heard.map((item) => item.event))
      return known.has(event)
    },
    commit() {
      tellLapsed()
      // What the agent was before a segment was noted when that began.
      for (const [index, one] of built.entries()) {
        if (index > 0) one.segment.base = one.base
        cutSegment(timeline, one.segment, one.contacts, one.cuts)
      }
      if (more === null) takeOver(timeline, apart)
      else shift(timeline, itemAt(taken, built.length), copyAgent(apart.core), more)
      if (!isCheap(heard.length)) timeline.paced = { steps: heard.length, foldedAt: context.now() }
    },
  }
}

/** The agent is as it was built from the segment to the end. */
function takeOver(timeline: AgentTimeline, apart: Present): void {
  begin(timeline, apart.core, apart.recent, apart.checkpoints)
  timeline.heardTo = apart.heardTo
  timeline.trimmed = apart.trimmed
  timeline.trimmedTo = apart.trimmedTo
  timeline.checkAt = apart.checkAt
}

/** From the beginning of a segment on the agent is as it was, but that its day has something more. */
function shift(timeline: AgentTimeline, from: AgentSegment, base: AgentCore, more: SumsMore): void {
  from.base = base
  for (const later of timeline.segments.slice(timeline.segments.indexOf(from) + 1)) addSums(later.base, more)
  for (const { core } of timeline.checkpoints) addSums(core, more)
  addSums(timeline.core, more)
}

/** The items of one segment, by which an agent goes on. */
interface SegmentRebuild {
  readonly segment: AgentSegment
  /** The agent before its first item. */
  readonly base: AgentCore
  /** Where it is to be cut, and the contacts before the first cut. */
  readonly cuts: readonly Cut[]
  readonly contacts: Set<string>
  /** Goes on by at most so many items; true: all of them are taken in. */
  goOn(most: number): boolean
}

interface SegmentToBuild {
  readonly segment: AgentSegment
  readonly span: { readonly from: number; readonly until: number }
  /** All items by which the agent has gone on. */
  readonly heard: AgentItem[]
}

function createSegmentRebuild(
  apart: Present,
  { segment, span, heard }: SegmentToBuild,
  context: TimelineContext,
): SegmentRebuild {
  const isWithin = ({ event }: AgentItem) => event.time >= span.from && event.time < span.until
  const toAsk = [...new Set(segment.contacts)]
  const items = segment.own.filter(isWithin)
  const contacts = new Set<string>()
  const cuts: Cut[] = []
  segment.notedLate = []
  let asked = 0
  let isSorted = false
  let done = 0

  function ask(most: number): void {
    const until = Math.min(toAsk.length, asked + Math.ceil(most / ITEMS_OF_CONTACT))
    for (; asked < until; asked++)
      for (const item of context.partsOf(itemAt(toAsk, asked), apart.id)) if (isWithin(item)) items.push(item)
  }

  /** Notes where the segment, if it is too long, may be cut: between two instants. */
  function note(item: AgentItem): void {
    const last = cuts.at(-1)
    const length = last === undefined ? done : last.items
    const { time, subject } = item.event
    if (items.length > 2 * SEGMENT_ITEMS && length >= SEGMENT_ITEMS && time > apart.core.bookedTo)
      cuts.push({ from: time, base: copyAgent(apart.core), contacts: new Set(), items: 0 })
    const current = cuts.at(-1)
    if (current !== undefined) current.items++
    if (item.part !== null) (current?.contacts ?? contacts).add(subject)
  }

  function goOnBy(most: number): boolean {
    const until = Math.min(items.length, done + most)
    for (; done < until; done++) {
      const item = itemAt(items, done)
      note(item)
      push(apart, item, context.dayOf(item.event.time), context)
      heard.push(item)
    }
    return done === items.length
  }

  return {
    segment,
    base: copyAgent(apart.core),
    cuts,
    contacts,
    goOn(most) {
      if (asked < toAsk.length) {
        ask(most)
        if (asked < toAsk.length || most < Number.POSITIVE_INFINITY) return false
      }
      if (!isSorted) items.sort((a, b) => compareEvents(a.event, b.event))
      isSorted = true
      return goOnBy(most)
    },
  }
}
