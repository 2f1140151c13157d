import type { EventOfKind } from '../event/event.ts'
import { earlier } from '../time/floor-clock.ts'
import { createLongFolds, type LongFold } from '../time/long-folds.ts'
import { createWaiting } from '../time/pace.ts'
import { type AgentDump, dumpAgent, loadAgent } from './agent-dump.ts'
import { nextOfAgent } from './agent-evolve.ts'
import {
  type AgentTimeline,
  type HistorySpan,
  type LateItem,
  newTimeline,
  type TimelineContext,
  waits,
} from './agent-history.ts'
import { lengthSince, ownEventsOf } from './agent-segments.ts'
import { type AgentCore, type AgentItem, isPresent, ofContact } from './agent-state.ts'
import {
  advanceTimeline,
  applyItem,
  beginBuilding,
  breakOff,
  buildLater,
  endBuilding,
  replaceLegs,
} from './agent-timeline.ts'
import { createAgentTimers } from './agent-timers.ts'

export interface AgentProjectionContext extends Omit<TimelineContext, 'mayBuild' | 'built'> {
  /** So many items of an agent are gone through at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** So many of an agent's own events, of the days that are kept, are folded. */
  most(): number
  /** Some agent is to be looked at at this instant, ms. */
  wake(at: number): void
  /** The agent may look different, or count elsewhere. */
  agentChanged(agent: AgentTimeline): void
}

/** All agents that the site file names or that an event has named. */
export interface AgentProjection {
  /** Folds an agent's own event; false: so many were heard of the agent lately that this is not. */
  apply(event: EventOfKind<'agent'>): boolean
  applyPart(agent: string, item: AgentItem): void
  /** All items in a contact that was folded again; they are as they were but for those of the span, after which there are none. */
  applyParts(agent: string, contact: string, items: readonly AgentItem[], span: HistorySpan): void
  /** Makes sure that an agent exists. */
  meet(agent: string): void
  /** Who is at work: their occupancy goes on with time. */
  readonly present: ReadonlySet<string>
  /** The agent, as far as it is built: what came late for one of very many events may wait. */
  get(agent: string): AgentCore | null
  /** The agent by all that was heard, unless that is so much that it takes its time. */
  current(agent: string): AgentCore | null
  /** Builds all that wait. */
  settleAll(): void
  /** Builds one that waits, or a piece of it; false: there is none. */
  settleSome(): boolean
  /** Whether the agent is in wrap-up after the contact. */
  isWrapping(agent: string, contact: string): boolean
  ids(): Iterable<string>
  all(): Iterable<AgentTimeline>
  nextInstant(): number | null
  /** When (ms) an agent that waits for it is to be built again, or a piece of it, or null. */
  nextRefold(): number | null
  advance(now: number): void
  dump(): Iterable<AgentDump>
  load(dump: AgentDump): void
}

interface Building {
  readonly fold: LongFold
  readonly late: LateItem
}

export function createAgentProjection(outside: AgentProjectionContext): AgentProjection {
  const folds = createLongFolds(outside.stepsAtOnce)
  const lengthOf = (timeline: AgentTimeline) =>
    lengthSince(timeline, timeline.late?.since ?? Number.POSITIVE_INFINITY)
  const isLong = (timeline: AgentTimeline) => folds.isLong(lengthOf(timeline))
  const waiting = createWaiting<AgentTimeline>({
    pacedOf: ({ paced }) => paced,
    stepsOf: lengthOf,
    // A step of an agent costs four times what one of a case does.
    sharedRestMs: 0.4,
    now: outside.now,
    wake: outside.wake,
  })
  const context: AgentProjectionContext & TimelineContext = {
    ...outside,
    mayBuild: (timeline) => waiting.mayFold(timeline) && !isLong(timeline),
    built: waiting.folded,
  }
  const timelines = new Map<string, AgentTimeline>()
  const present = new Set<string>()
  const building = new Map<AgentTimeline, Building>()
  const alarms = createAgentTimers<AgentTimeline>(outside.wake)
  /** Who was asked for last: an event asks for its agent several times. */
  let last: AgentTimeline | null = null

  function find(agent: string): AgentTimeline | null {
    if (last !== null && last.id === agent) return last
    const timeline = timelines.get(agent)
    if (timeline === undefined) return null
    last = timeline
    return timeline
  }

  function meet(agent: string): AgentTimeline {
    const timeline = newTimeline(agent)
    timelines.set(agent, timeline)
    return timeline
  }

  function changed(timeline: AgentTimeline): void {
    const isAtWork = isPresent(timeline.core.state)
    if (isAtWork !== timeline.isPresent) {
      timeline.isPresent = isAtWork
      if (isAtWork) present.add(timeline.id)
      else present.delete(timeline.id)
    }
    context.agentChanged(timeline)
  }

  function settle(timeline: AgentTimeline): void {
    if (waits(timeline)) {
      if (!building.has(timeline) && !waiting.has(timeline)) buildWhenDue(timeline)
      return
    }
    advanceTimeline(timeline, context.now(), context)
    alarms.set(timeline, nextOfAgent(timeline.core))
    changed(timeline)
  }

  const nextRefold = () => earlier(waiting.next(), folds.next())

  function buildWhenDue(timeline: AgentTimeline): void {
    if (!waiting.mayFold(timeline)) waiting.add(timeline)
    else buildNow(timeline)
  }

  function buildNow(timeline: AgentTimeline): void {
    if (isLong(timeline)) start(timeline)
    else build(timeline)
  }

  /** Begins to build an agent again in pieces. */
  function start(timeline: AgentTimeline): void {
    const rebuild = beginBuilding(timeline, context)
    let isBuilt = false
    const fold: LongFold = {
      goOn(steps) {
        if (isBuilt) {
          building.delete(timeline)
          endBuilding(timeline, rebuild, context)
          settle(timeline)
        } else isBuilt = rebuild.goOn(steps)
        // By what came meanwhile another one may have begun.
        return building.get(timeline)?.fold !== fold
      },
    }
    building.set(timeline, { fold, late: rebuild.late })
    context.wake(folds.start(fold, context.now()))
  }

  function build(timeline: AgentTimeline): void {
    waiting.delete(timeline)
    buildLater(timeline, context)
    waiting.folded(timeline)
    settle(timeline)
  }

  function applyPart(agent: string, item: AgentItem): void {
    const timeline = find(agent) ?? meet(agent)
    applyItem(timeline, item, context)
    settle(timeline)
  }

  return {
    apply(event) {
      const timeline = find(event.subject)
      if (timeline !== null && ownEventsOf(timeline) >= context.most()) return false
      applyPart(event.subject, { event, part: null })
      return true
    },
    applyPart,
    applyParts(agent, contact, items, span) {
      const timeline = find(agent) ?? meet(agent)
      replaceLegs(timeline, contact, items, span, context)
      settle(timeline)
    },
    meet(agent) {
      if (find(agent) === null) context.agentChanged(meet(agent))
    },
    present,
    get: (agent) => find(agent)?.core ?? null,
    current(agent) {
      const timeline = find(agent)
      if (timeline !== null && waiting.has(timeline) && !isLong(timeline)) build(timeline)
      return timeline?.core ?? null
    },
    settleAll() {
      for (const [timeline, { fold, late }] of building) {
        folds.drop(fold)
        building.delete(timeline)
        breakOff(timeline, late)
        build(timeline)
      }
      for (const timeline of waiting.take()) build(timeline)
    },
    settleSome() {
      if (folds.goOn()) return true
      const timeline = waiting.takeOne()
      if (timeline !== null) buildNow(timeline)
      return timeline !== null
    },
    isWrapping(agent, contact) {
      const wraps = find(agent)?.core.wraps
      return wraps !== undefined && ofContact(wraps, contact) !== undefined
    },
    ids: () => timelines.keys(),
    all: () => timelines.values(),
    nextInstant: () => earlier(alarms.next(), nextRefold()),
    nextRefold,
    advance(now) {
      for (const timeline of waiting.take(context.now())) buildNow(timeline)
      folds.advance(context.now())
      for (let due = alarms.take(now); due !== null; due = alarms.take(now)) settle(due)
    },
    *dump() {
      for (const timeline of timelines.values()) yield dumpAgent(timeline)
    },
    load(dump) {
      const timeline = loadAgent(dump)
      timelines.set(dump.id, timeline)
      last = null
      alarms.set(timeline, nextOfAgent(timeline.core))
      changed(timeline)
    },
  }
}
