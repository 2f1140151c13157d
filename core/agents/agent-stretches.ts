import { compareEvents } from '../event.ts'
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

/** After so many items another stretch of the day begins: who is built again asks some forty contacts for its items. */
const LENGTH = 192

const LEAST_TIDY = 64

/** Some hours of an agent: how they began, the own events, and the contacts whose parts fall into them. */
export interface Stretch {
  /** Its items happened at or after this instant, and before the next stretch begins; all before it, earlier. */
  readonly from: number
  /** The site's day in which it lies. */
  readonly day: number
  /** The agent before the first of its items. */
  base: AgentCore
  readonly own: AgentItem[]
  /** A contact may stand here several times: whose part it was is not sought at each part. */
  contacts: string[]
  /** What came in order after this instant has noted its contact here. */
  readonly notedFrom: number
  /** About how many items came in order. */
  heard: number
  /** At this length `contacts` is freed of what stands there twice. */
  tidyAt: number
}

/** What an agent can be built again from, oldest first. */
export interface Stretches {
  stretches: Stretch[]
  /** The last of them. */
  latest: Stretch | null
  /** What happened before this instant is no longer taken in (ms). */
  retiredTo: number
  readonly core: AgentCore
}

export function newStretch(
  from: number,
  day: number,
  base: AgentCore,
  notedFrom: number,
  contacts: string[] = [],
): Stretch {
  const parts = 4 * contacts.length
  const tidyAt = Math.max(LEAST_TIDY, parts)
  return { from, day, base, own: [], contacts, notedFrom, heard: parts, tidyAt }
}

/** How many own events of the agent are kept. */
export function ownEventsOf({ stretches }: Pick<Stretches, 'stretches'>): number {
  let count = 0
  for (const { own } of stretches) count += own.length
  return count
}

function noteContact(stretch: Stretch, contact: string): void {
  stretch.contacts.push(contact)
  if (stretch.contacts.length < stretch.tidyAt) return
  stretch.contacts = [...new Set(stretch.contacts)]
  stretch.tidyAt = Math.max(LEAST_TIDY, 4 * stretch.contacts.length)
}

/** Since when the contact is with the agent; `NEVER`: it is not. */
function withAgentSince(core: AgentCore, contact: string): number {
  const work = ofContact(core.work, contact)
  if (work !== undefined) return work.from
  return ofContact(core.ringing, contact)?.at ?? ofContact(core.wraps, contact)?.from ?? NEVER
}

function append(agent: Stretches, from: number, day: number, at: number): Stretch {
  const { stretches, latest, core } = agent
  const stretch = newStretch(from, day, copyAgent(core), at)
  stretches.push(stretch)
  agent.latest = stretch
  if (latest !== null && latest.day < day) retire(agent)
  return stretch
}

/** Lets go of the oldest day where there are too many. */
function retire(agent: Stretches): void {
  const days = new Set(agent.stretches.map(({ day }) => day))
  if (days.size <= KEPT_DAYS) return
  const oldest = agent.stretches[0]!.day
  agent.stretches = agent.stretches.filter(({ day }) => day !== oldest)
  agent.retiredTo = agent.stretches[0]!.day
}

/** The place of the last stretch that begins at or before the instant, -1 if there is none. */
function placeAt(stretches: readonly Stretch[], at: number): number {
  let index = stretches.length - 1
  while (index >= 0 && stretches[index]!.from > at) index--
  return index
}

/** The stretch that holds an instant of the site's day `day`, wherever that lies. */
function stretchAt(agent: Stretches, day: number, at: number): Stretch {
  const { stretches, latest } = agent
  if (latest === null || latest.day < day) return append(agent, day, day, at)
  const place = placeAt(stretches, at)
  const there = place === -1 ? null : stretches[place]!
  if (there !== null && there.day === day) return there
  const next = stretches[place + 1]
  if (next === undefined) return append(agent, Math.max(day, there!.from), day, at)
  const base = there === null ? newAgent() : copyAgent(next.base)
  const stretch = newStretch(Math.max(day, there?.from ?? day), day, base, at)
  stretches.splice(place + 1, 0, stretch)
  return stretch
}

/** The stretch of an item in order: the last one, unless that is of another day or long enough. */
function stretchOfLast(agent: Stretches, day: number, at: number): Stretch {
  const { latest, core } = agent
  if (latest === null || latest.day !== day) return stretchAt(agent, day, at)
  return latest.heard < LENGTH || at <= core.bookedTo ? latest : append(agent, at, day, at)
}

/** Nearly always the last: sought from the end. */
function insertOwn(own: AgentItem[], item: AgentItem): void {
  const place = placeOf(own, item)
  if (place === own.length) own.push(item)
  else own.splice(place, 0, item)
}

/** The place of an item in a list that is in order, after those that are before it. */
export function placeOf(items: readonly AgentItem[], item: AgentItem): number {
  let high = items.length
  if (high === 0 || compareEvents(items[high - 1]!.event, item.event) <= 0) return high
  let low = 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareEvents(items[middle]!.event, item.event) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Notes an item of the site's day `day`, wherever it belongs. */
export function remember(agent: Stretches, item: AgentItem, day: number): void {
  const { time, subject } = item.event
  const stretch = stretchAt(agent, day, time)
  if (item.part === null) insertOwn(stretch.own, item)
  else noteContact(stretch, subject)
}

/** As `remember`, of an item in order: its contact is noted already if it came to the agent in this stretch. */
export function rememberLast(agent: Stretches, item: AgentItem, day: number): void {
  const { time, subject } = item.event
  const stretch = stretchOfLast(agent, day, time)
  stretch.heard++
  if (item.part === null) insertOwn(stretch.own, item)
  else if (withAgentSince(agent.core, subject) <= stretch.notedFrom) noteContact(stretch, subject)
}

/** The place of the stretch from which on the agent is to be built again if something changed at an instant. */
export function startOf({ stretches }: Stretches, since: number): number {
  let index = placeAt(stretches, since)
  while (index > 0 && stretches[index]!.base.bookedTo > since) index--
  return Math.max(0, index)
}

/**
 * The agent at the beginning of a stretch, without contacts of which nothing is known any more: they were over more
 * than 48 h ago, but what ended them can no longer be heard.
 */
export function baseOf(
  { stretches }: Stretches,
  place: number,
  partsOf: (contact: string) => AgentItem[],
): AgentCore {
  if (stretches.length === 0) return newAgent()
  const core = copyAgent(stretches[place]!.base)
  const isKnown = ({ contact }: { contact: string }) => partsOf(contact).length > 0
  core.ringing = core.ringing.filter(isKnown)
  core.dialling = core.dialling.filter(isKnown)
  core.work = core.work.filter(isKnown)
  core.wraps = core.wraps.filter(isKnown)
  core.lapsed = core.lapsed.filter(isKnown)
  core.state = stateOf(core)
  return core
}

/** All items of the stretches from a place on, in order; `partsOf` gives the agent's parts of a contact. */
export function itemsFrom(
  { stretches, retiredTo }: Stretches,
  place: number,
  partsOf: (contact: string) => AgentItem[],
): AgentItem[] {
  const taken = stretches.slice(place)
  const contacts = new Set(taken.flatMap((stretch) => stretch.contacts))
  const items = [...taken.flatMap(({ own }) => own), ...[...contacts].flatMap(partsOf)]
  const from = place === 0 ? retiredTo : Math.max(retiredTo, stretches[place]!.from)
  return items.filter(({ event }) => event.time >= from).sort((a, b) => compareEvents(a.event, b.event))
}
