import type { FloorEvent } from '../event.ts'
import { createInstants } from '../instants.ts'
import { nextOfAgent } from './agent-hear.ts'
import { type AgentCore, type AgentItem, copyAgent, isPresent } from './agent-state.ts'
import {
  type AgentTimeline,
  advanceTimeline,
  hearItem,
  newDay,
  newTimeline,
  replaceParts,
  type TimelineContext,
} from './agent-timeline.ts'

export interface AgentBookContext extends TimelineContext {
  now(): number
  /** Some agent is to be looked at at this instant, ms. */
  wake(at: number): void
  /** The agent may look different, or count elsewhere. */
  agentChanged(agent: string, core: AgentCore): void
}

/** All agents that the site file names or that an event has named. */
export interface AgentBook {
  hear(event: FloorEvent): void
  hearPart(agent: string, item: AgentItem): void
  hearParts(agent: string, contact: string, items: AgentItem[]): void
  /** Makes sure that an agent exists. */
  meet(agent: string): void
  /** Who is at work: their occupancy goes on with time. */
  readonly present: ReadonlySet<string>
  get(agent: string): AgentCore | null
  ids(): Iterable<string>
  nextInstant(): number | null
  advance(now: number): void
  dump(): Iterable<AgentDump>
  load(dump: AgentDump): void
}

type Pairs<T> = [string, T][]
type CoreDump = Omit<AgentCore, 'ringing' | 'dialling' | 'work' | 'wraps' | 'lapsed'> & {
  ringing: Pairs<number>
  dialling: Pairs<number>
  work: Pairs<AgentCore['work'] extends Map<string, infer W> ? W : never>
  wraps: Pairs<AgentCore['wraps'] extends Map<string, infer W> ? W : never>
  lapsed: Pairs<AgentCore['lapsed'] extends Map<string, infer W> ? W : never>
}
export interface AgentDump {
  id: string
  core: CoreDump
  retiredTo: number
  days: { day: number; base: CoreDump; own: FloorEvent[]; contacts: string[] }[]
}

function dumpCore(core: AgentCore): CoreDump {
  const { ringing, dialling, work, wraps, lapsed, ...rest } = core
  return {
    ...rest,
    ringing: [...ringing],
    dialling: [...dialling],
    work: [...work],
    wraps: [...wraps],
    lapsed: [...lapsed],
  }
}

function loadCore(dump: CoreDump): AgentCore {
  const { ringing, dialling, work, wraps, lapsed, ...rest } = dump
  return copyAgent({
    ...rest,
    ringing: new Map(ringing),
    dialling: new Map(dialling),
    work: new Map(work),
    wraps: new Map(wraps),
    lapsed: new Map(lapsed),
  })
}

export function createAgentBook(context: AgentBookContext): AgentBook {
  const timelines = new Map<string, AgentTimeline>()
  const present = new Set<string>()
  const instants = createInstants<string>(context.wake)

  function timelineOf(agent: string): AgentTimeline {
    let timeline = timelines.get(agent)
    if (timeline === undefined) {
      timeline = newTimeline(agent)
      timelines.set(agent, timeline)
    }
    return timeline
  }

  function changed(timeline: AgentTimeline): void {
    const isAtWork = isPresent(timeline.core.state)
    if (isAtWork !== timeline.isPresent) {
      timeline.isPresent = isAtWork
      if (isAtWork) present.add(timeline.id)
      else present.delete(timeline.id)
    }
    context.agentChanged(timeline.id, timeline.core)
  }

  function plan(timeline: AgentTimeline): void {
    const next = nextOfAgent(timeline.core)
    if (next === timeline.wakeAt) return
    timeline.wakeAt = next
    instants.set(timeline.id, next)
  }

  function settle(timeline: AgentTimeline): void {
    advanceTimeline(timeline, context.now(), context)
    plan(timeline)
    changed(timeline)
  }

  function hearPart(agent: string, item: AgentItem): void {
    const timeline = timelineOf(agent)
    hearItem(timeline, item, context)
    settle(timeline)
  }

  return {
    hear: (event) => hearPart(event.subject, { event, part: null }),
    hearPart,
    hearParts(agent, contact, items) {
      const timeline = timelineOf(agent)
      replaceParts(timeline, contact, items, context)
      settle(timeline)
    },
    meet(agent) {
      if (timelines.has(agent)) return
      context.agentChanged(agent, timelineOf(agent).core)
    },
    present,
    get: (agent) => timelines.get(agent)?.core ?? null,
    ids: () => timelines.keys(),
    nextInstant: () => instants.next(),
    advance(now) {
      for (let due = instants.take(now); due !== null; due = instants.take(now)) {
        const timeline = timelines.get(due.key)!
        timeline.wakeAt = null
        settle(timeline)
      }
    },
    *dump() {
      for (const [id, timeline] of timelines)
        yield {
          id,
          core: dumpCore(timeline.core),
          retiredTo: timeline.retiredTo,
          days: timeline.days.map(({ day, base, own, contacts }) => ({
            day,
            base: dumpCore(base),
            own: own.map((item) => item.event),
            contacts: [...new Set(contacts)],
          })),
        }
    },
    load(dump) {
      const timeline: AgentTimeline = {
        ...newTimeline(dump.id),
        core: loadCore(dump.core),
        retiredTo: dump.retiredTo,
        trimmed: true,
        days: dump.days.map(({ day, base, own, contacts }) =>
          newDay(
            day,
            loadCore(base),
            own.map((event) => ({ event, part: null })),
            [...contacts],
          ),
        ),
      }
      timelines.set(dump.id, timeline)
      plan(timeline)
      changed(timeline)
    },
  }
}
