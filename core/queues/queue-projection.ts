import type { CountedGroup, WithMembership } from '../agents/agent-membership.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import { lookUp } from '../collections/present.ts'
import { readableId } from '../event/readable-id.ts'
import type { FeedsBehind } from '../feeds/feeds-behind.ts'
import type { BrokenInvariants } from '../invariants/broken-invariants.ts'
import { usualMetrics } from '../rows/board-metrics.ts'
import { type BoardRow, instantTextOrNull, type QueueRow } from '../rows/row.ts'
import { queuesOf } from '../site/site-agents.ts'
import type { Site } from '../site/site-schema.ts'
import { createInstants } from '../time/instants.ts'
import { createAgentGroups, newCountedGroup } from './agent-groups.ts'
import { measured } from './measured.ts'
import { dumpQueue, loadQueue, type QueueDump } from './queue-dump.ts'
import { createQueueHours } from './queue-hours.ts'
import {
  advanceWindow,
  forgetBefore,
  type IntervalRecord,
  newQueueLive,
  nextOfQueue,
  type QueueLive,
} from './queue-live.ts'
import { metricsOf } from './queue-row.ts'
import { createTermsHistory, DEFAULT_TARGET, type TermsHistory } from './queue-terms.ts'
import { variantOf } from './service-level.ts'

type CaseMetrics = Pick<QueueRow, 'callbacks' | 'cases'>

export interface QueueProjectionContext {
  readonly broken: Pick<BrokenInvariants, 'note'>
  readonly holidays: HolidaySource
  now(): number
  /** Start of the site's day that holds now. */
  today(): number
  site(): Site
  /** What is owed in these queues, each case and callback once. */
  caseMetricsIn(queues: readonly string[]): CaseMetrics
  caseMetricsInAll(): CaseMetrics
  /** What the figures of these queues hang on. */
  behind(queues: readonly string[]): FeedsBehind
  queueChanged(id: string): void
  boardChanged(id: string): void
  /** Some queue is to be looked at at this instant, ms. */
  wake(at: number): void
}

/** All queues and boards with everything that their figures are made of. */
export interface QueueProjection {
  readonly terms: TermsHistory
  configure(site: Site, at: number, agents: () => Iterable<WithMembership>): void
  live(id: string): QueueLive
  /** The target's time in force, ms. */
  withinMs(queue: string): number
  /** A queue's figures may differ: its row and those of its boards. */
  touch(queue: string): void
  touchLive(queue: QueueLive): void
  agentChanged(agent: WithMembership): void
  queueRow(id: string): QueueRow | null
  boardRow(id: string): BoardRow | null
  /** The figures of the whole site, like a board over all queues, with what belongs to no queue. */
  wholeRow(): QueueRow
  queueIds(): Iterable<string>
  boardIds(): Iterable<string>
  nextInstant(): number | null
  tidy(): void
  advance(now: number): void
  touchAll(): void
  forgetBefore(at: number): void
  /** Interval records that begin in [from, to), oldest first. */
  intervals(queue: string, from: number, to: number): { start: number; record: IntervalRecord }[]
  dump(): Iterable<QueueDump>
  /** Takes a queue back as it was dumped; the places of agents follow as the agents come. */
  load(dump: QueueDump): void
}

export function createQueueProjection(context: QueueProjectionContext): QueueProjection {
  const lives = new Map<string, QueueLive>()
  const boardsOf = new Map<string, string[]>()
  let listed: ReadonlySet<string> = new Set()
  /** The queues of the site file. */
  let configs: ReadonlyMap<string, Site['queues'][number]> = new Map()
  const places = createAgentGroups(placeChanged, context.broken)
  const terms = createTermsHistory()
  const hours = createQueueHours(context.holidays)
  const instants = createInstants<string>(context.wake)
  let agents: () => Iterable<WithMembership> = () => []

  function withinMs(queue: string): number {
    return terms.at(queue, context.now()).withinMs
  }

  function schedule(queue: QueueLive): void {
    queue.plannedAt = queue.wakeAt
    instants.set(queue.id, Number.isFinite(queue.wakeAt) ? queue.wakeAt : null)
  }

  /** A queue's figures may differ: its row and those of its boards. */
  function touchLive(queue: QueueLive): void {
    context.queueChanged(queue.id)
    for (const board of queue.boards) context.boardChanged(board)
    if (queue.wakeAt !== queue.plannedAt) schedule(queue)
  }

  function touch(id: string): void {
    const queue = lives.get(id)
    if (queue !== undefined) touchLive(queue)
  }

  /** No later than the next instant at which time alone changes a queue's row. */
  function nextOf(queue: QueueLive): number {
    const now = context.now()
    return Math.min(nextOfQueue(queue, withinMs(queue.id), now), hours.changesAt(queue.id, now))
  }

  /** Asks the queue itself when it changes next: what wakes it may have gone meanwhile. */
  function plan(queue: QueueLive): void {
    queue.wakeAt = nextOf(queue)
    touchLive(queue)
  }

  /** Forgets the instants whose reason has gone. */
  function tidy(): void {
    for (let first = instants.first(); first !== null; first = instants.first()) {
      const queue = lookUp(lives, first)
      queue.wakeAt = nextOf(queue)
      if (queue.wakeAt === queue.plannedAt) return
      schedule(queue)
    }
  }

  function placeChanged({ kind, id }: CountedGroup): void {
    if (kind === 'queue') context.queueChanged(id)
    else if (kind === 'board') context.boardChanged(id)
  }

  function configurePlaces(): void {
    places.configure([
      ...[...lives.keys()].map((id) => newCountedGroup('queue', id, [id])),
      ...context.site().boards.map(({ id, queues }) => newCountedGroup('board', id, queues)),
      newCountedGroup('whole', '', lives.keys()),
    ])
    for (const agent of agents()) places.update(agent)
  }

  function hold(queue: QueueLive): void {
    queue.boards = boardsOf.get(queue.id) ?? []
    lives.set(queue.id, queue)
  }

  function live(id: string): QueueLive {
    let there = lives.get(id)
    if (there === undefined) {
      there = newQueueLive(id)
      hold(there)
      places.add(id)
      touch(id)
    }
    return there
  }

  function metrics(queues: readonly string[], agentsHere: QueueRow['agents']) {
    const variant = variantOf(context.site().site.definitions)
    const behind = context.behind(queues)
    const known = queues.flatMap((id) => {
      const there = lives.get(id)
      return there === undefined ? [] : [{ live: there, withinMs: withinMs(id) }]
    })
    const all = metricsOf(known, { now: context.now(), today: context.today(), variant })
    const { feeds, knownUntil, troubles } = behind
    return {
      ...measured({ ...all, agents: agentsHere }, behind, variant),
      feeds: [...feeds],
      feedTroubles: [...troubles],
      knownUntil: instantTextOrNull(knownUntil),
    }
  }

  const targetOf = (queue: string): NonNullable<QueueRow['target']> =>
    configs.get(queue)?.target ?? DEFAULT_TARGET

  function opensAtOf(queues: readonly string[]): QueueRow['opensAt'] {
    const at = hours.anyOpensAt(queues, context.now())
    return instantTextOrNull(at)
  }

  /** A board has a target where all its queues have the same one. */
  function targetOfBoard(queues: readonly string[]): QueueRow['target'] {
    const targets = queues.map(targetOf)
    const first = targets[0]
    if (first === undefined) return null
    const isOne = targets.every(
      (target) => target.share === first.share && target.withinSec === first.withinSec,
    )
    return isOne ? first : null
  }

  return {
    terms,
    configure(site, at, cores) {
      terms.apply(site, at)
      hours.configure(site)
      agents = cores
      listed = queuesOf(site)
      configs = new Map(site.queues.map((config) => [config.id, config]))
      boardsOf.clear()
      for (const board of site.boards)
        for (const queue of board.queues) boardsOf.set(queue, [...(boardsOf.get(queue) ?? []), board.id])
      for (const { id } of site.queues) hold(lives.get(id) ?? newQueueLive(id))
      for (const board of site.boards) for (const id of board.queues) hold(lives.get(id) ?? newQueueLive(id))
      configurePlaces()
      for (const queue of lives.values()) {
        queue.boards = boardsOf.get(queue.id) ?? []
        plan(queue)
      }
    },
    live,
    withinMs,
    touch,
    touchLive,
    agentChanged(agent) {
      if (!places.knows(agent)) for (const queue of agent.core.queues) live(queue)
      places.update(agent)
    },
    queueRow(id) {
      if (!lives.has(id)) return null
      const name = configs.get(id)?.name ?? readableId(id)
      const caseMetrics = context.caseMetricsIn([id])
      const here = places.counts('queue', id)
      return {
        ...{ id, name, listed: listed.has(id), ...metrics([id], here), ...caseMetrics },
        ...{ target: targetOf(id), opensAt: opensAtOf([id]) },
      }
    },
    boardRow(id) {
      const board = context.site().boards.find((config) => config.id === id)
      if (board === undefined) return null
      const { queues, name, figures = usualMetrics, hide = [], show = [], picture = null } = board
      const agentsHere = places.counts('board', id)
      const caseMetrics = context.caseMetricsIn(queues)
      return {
        id,
        name,
        listed: true,
        queues,
        ...{ figures, hide, show, picture },
        ...metrics(queues, agentsHere),
        ...caseMetrics,
        target: targetOfBoard(queues),
        opensAt: opensAtOf(queues),
      }
    },
    wholeRow() {
      const { id, name } = context.site().site
      const queues = [...lives.keys()]
      const agentsHere = places.counts('whole', '')
      const caseMetrics = context.caseMetricsInAll()
      return {
        ...{ id, name, listed: true, ...metrics(queues, agentsHere), ...caseMetrics },
        ...{ target: targetOfBoard(queues), opensAt: opensAtOf(queues) },
      }
    },
    queueIds: () => lives.keys(),
    boardIds: () => context.site().boards.map((board) => board.id),
    nextInstant: () => instants.next(),
    tidy,
    advance(now) {
      for (let due = instants.take(now); due !== null; due = instants.take(now)) {
        const queue = lookUp(lives, due.key)
        advanceWindow(queue, now)
        queue.plannedAt = Number.POSITIVE_INFINITY
        plan(queue)
      }
    },
    touchAll() {
      for (const queue of lives.values()) plan(queue)
    },
    forgetBefore(at) {
      for (const queue of lives.values()) forgetBefore(queue, at)
    },
    intervals(queue, from, to) {
      return [...(lives.get(queue)?.intervals ?? [])]
        .filter(([start]) => start >= from && start < to)
        .sort(([a], [b]) => a - b)
        .map(([start, record]) => ({ start, record }))
    },
    *dump() {
      for (const queue of lives.values()) yield dumpQueue(queue)
    },
    load(dump) {
      const queue = loadQueue(dump)
      hold(queue)
      places.add(queue.id)
      plan(queue)
    },
  }
}
