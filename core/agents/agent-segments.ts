import { itemAt } from '../collections/present.ts'
import { compareEvents } from '../event/event.ts'
import {
  type AgentCore,
  type AgentItem,
  copyAgent,
  NEVER,
  newAgent,
  ofContact,
  stateOf,
} from './agent-state.ts'

/** Days of which an agent can be built again; a contact is promised for 48 h after its end. */
const KEPT_DAYS = 4

/** After so many items another segment of the day begins: who is built again asks some forty contacts for its items. */
export const SEGMENT_ITEMS = 192

const LEAST_TIDY = 64

/** Some hours of an agent: how they began, the own events, and the contacts whose parts fall into them. */
export interface AgentSegment {
  /** Its items happened at or after this instant, and before the next segment begins; all before it, earlier. */
  readonly from: number
  /** The site's day in which it lies. */
  readonly day: number
  /** The agent before the first of its items. */
  base: AgentCore
  own: AgentItem[]
  /** A contact may stand here several times: whose part it was is not sought at each part. */
  contacts: string[]
  /** What came in order after this instant has noted its contact here. */
  readonly notedFrom: number
  /** About how many items came in order. */
  heard: number
  /** At this length `contacts` is freed of what stands there twice. */
  tidyAt: number
  /** Of one from which the agent is being built again: what was noted meanwhile, by when it happened. Null: it is not. */
  notedLate: NotedLate[] | null
}

export type NotedLate = readonly [at: number, contact: string]

/** What an agent can be built again from, oldest first. */
export interface AgentSegments {
  segments: AgentSegment[]
  /** The last of them. */
  latest: AgentSegment | null
  /** What happened before this instant is no longer taken in (ms). */
  retiredTo: number
  readonly core: AgentCore
}

export function newSegment(
  from: number,
  day: number,
  base: AgentCore,
  notedFrom: number,
  contacts: string[] = [],
): AgentSegment {
  const parts = 4 * contacts.length
  const tidyAt = Math.max(LEAST_TIDY, parts)
  return { from, day, base, own: [], contacts, notedFrom, heard: parts, tidyAt, notedLate: null }
}

/** How many own events of the agent are kept. */
export function ownEventsOf({ segments }: Pick<AgentSegments, 'segments'>): number {
  let count = 0
  for (const { own } of segments) count += own.length
  return count
}

function noteContact(segment: AgentSegment, contact: string, at: number): void {
  segment.contacts.push(contact)
  segment.notedLate?.push([at, contact])
  if (segment.contacts.length < segment.tidyAt) return
  segment.contacts = [...new Set(segment.contacts)]
  segment.tidyAt = Math.max(LEAST_TIDY, 4 * segment.contacts.length)
}

/** Since when the contact is with the agent; `NEVER`: it is not. */
function withAgentSince(core: AgentCore, contact: string): number {
  const work = ofContact(core.work, contact)
  if (work !== undefined) return work.from
  return ofContact(core.ringing, contact)?.at ?? ofContact(core.wraps, contact)?.from ?? NEVER
}

function append(agent: AgentSegments, from: number, day: number, at: number): AgentSegment {
  const { segments, latest, core } = agent
  const segment = newSegment(from, day, copyAgent(core), at)
  segments.push(segment)
  agent.latest = segment
  if (latest !== null && latest.day < day) retire(agent)
  return segment
}

/** Lets go of the oldest day where there are too many. */
function retire(agent: AgentSegments): void {
  const days = new Set(agent.segments.map(({ day }) => day))
  if (days.size <= KEPT_DAYS) return
  const oldest = itemAt(agent.segments, 0).day
  agent.segments = agent.segments.filter(({ day }) => day !== oldest)
  agent.retiredTo = itemAt(agent.segments, 0).day
}

/** The place of the last segment that begins at or before the instant, -1 if there is none. */
function placeAt(segments: readonly AgentSegment[], at: number): number {
  let index = segments.length - 1
  while (index >= 0 && itemAt(segments, index).from > at) index--
  return index
}

/** The segment that holds an instant of the site's day `day`, wherever that lies. */
function segmentAt(agent: AgentSegments, day: number, at: number): AgentSegment {
  const { segments, latest } = agent
  if (latest === null || latest.day < day) return append(agent, day, day, at)
  const place = placeAt(segments, at)
  const there = place === -1 ? null : itemAt(segments, place)
  if (there !== null && there.day === day) return there
  const next = segments[place + 1]
  if (next === undefined) return append(agent, Math.max(day, there?.from ?? day), day, at)
  const base = there === null ? newAgent() : copyAgent(next.base)
  const segment = newSegment(Math.max(day, there?.from ?? day), day, base, at)
  segments.splice(place + 1, 0, segment)
  return segment
}

/** The segment of an item in order: the last one, unless that is of another day or long enough. */
function segmentOfLast(agent: AgentSegments, day: number, at: number): AgentSegment {
  const { latest, core } = agent
  if (latest === null || latest.day !== day) return segmentAt(agent, day, at)
  return latest.heard < SEGMENT_ITEMS || at <= core.bookedTo ? latest : append(agent, at, day, at)
}

/** Nearly always the last: sought from the end. */
function insertOwn(own: AgentItem[], item: AgentItem): void {
  const place = indexOfItem(own, item)
  if (place === own.length) own.push(item)
  else own.splice(place, 0, item)
}

/** The place of an item in a list that is in order, after those that are before it. */
export function indexOfItem(items: readonly AgentItem[], item: AgentItem): number {
  let high = items.length
  if (high === 0 || compareEvents(itemAt(items, high - 1).event, item.event) <= 0) return high
  let low = 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareEvents(itemAt(items, middle).event, item.event) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Notes an item of the site's day `day`, wherever it belongs. */
export function remember(agent: AgentSegments, item: AgentItem, day: number): void {
  const { time, subject } = item.event
  const segment = segmentAt(agent, day, time)
  if (item.part === null) insertOwn(segment.own, item)
  else noteContact(segment, subject, time)
}

/** As `remember`, of an item in order: its contact is noted already if it came to the agent in this segment. */
export function rememberLast(agent: AgentSegments, item: AgentItem, day: number): void {
  const { time, subject } = item.event
  const segment = segmentOfLast(agent, day, time)
  segment.heard++
  if (item.part === null) insertOwn(segment.own, item)
  else if (withAgentSince(agent.core, subject) <= segment.notedFrom) noteContact(segment, subject, time)
}

/** Where within a segment another one is to begin: the agent before its first item, and the contacts of all its items. */
export interface Cut {
  readonly from: number
  readonly base: AgentCore
  readonly contacts: Set<string>
  items: number
}

/**
 * Makes several of a segment that has grown too long by what came late: one from its beginning, and one from each cut.
 * `contacts` are those of its items before the first cut.
 */
export function cutSegment(
  agent: AgentSegments,
  segment: AgentSegment,
  contacts: Set<string>,
  cuts: readonly Cut[],
): void {
  const late = segment.notedLate ?? []
  segment.notedLate = null
  const first = cuts[0]
  const place = agent.segments.indexOf(segment)
  if (first === undefined || place === -1) return
  const { own } = segment
  const within = (from: number, until: number) => (at: number) => at >= from && at < until
  const take = (its: Set<string>, isWithin: (at: number) => boolean): string[] => {
    for (const [at, contact] of late) if (isWithin(at)) its.add(contact)
    return [...its]
  }
  const made = cuts.map(({ from, base, contacts: its, items }, index) => {
    const isWithin = within(from, cuts[index + 1]?.from ?? Number.POSITIVE_INFINITY)
    const one = newSegment(from, segment.day, base, from, take(its, isWithin))
    one.own = own.filter(({ event }) => isWithin(event.time))
    one.heard = items
    return one
  })
  segment.own = own.filter(({ event }) => event.time < first.from)
  segment.contacts = take(contacts, within(Number.NEGATIVE_INFINITY, first.from))
  segment.heard = SEGMENT_ITEMS
  agent.segments.splice(place + 1, 0, ...made)
  if (agent.latest === segment) agent.latest = itemAt(made, made.length - 1)
}

/** The place of the segment from which on the agent is to be built again if something changed at an instant. */
export function placeOf({ segments }: AgentSegments, since: number): number {
  let index = placeAt(segments, since)
  while (index > 0 && itemAt(segments, index).base.bookedTo > since) index--
  return Math.max(0, index)
}

/**
 * The agent at the beginning of a segment, without contacts of which nothing is known any more: they were over more
 * than 48 h ago, but what ended them can no longer be heard.
 */
export function baseOf(
  segment: AgentSegment | undefined,
  partsOf: (contact: string) => AgentItem[],
): AgentCore {
  if (segment === undefined) return newAgent()
  const core = copyAgent(segment.base)
  const isKnown = ({ contact }: { contact: string }) => partsOf(contact).length > 0
  core.ringing = core.ringing.filter(isKnown)
  core.dialling = core.dialling.filter(isKnown)
  core.work = core.work.filter(isKnown)
  core.wraps = core.wraps.filter(isKnown)
  core.lapsed = core.lapsed.filter(isKnown)
  core.state = stateOf(core)
  return core
}

/** At least how many items there are to go through if something changed at an instant (ms). */
export function lengthSince(agent: AgentSegments, since: number): number {
  let length = 0
  for (const { own, contacts } of agent.segments.slice(placeOf(agent, since)))
    length += own.length + contacts.length
  return length
}
