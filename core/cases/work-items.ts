import { earlier } from '../floor-clock.ts'
import type { RowType, RowTypes } from '../row.ts'
import type { ClockState } from '../rules/judge.ts'
import type { Site } from '../site/site-schema.ts'
import type { AllowanceState } from './allowance-state.ts'
import type { ApprovalState } from './approval-state.ts'
import type { CallbackState } from './callback-state.ts'
import type { Entity } from './case-aggregate.ts'
import {
  type CaseMetric,
  caseMetric,
  createCaseMetrics,
  type OpenCallback,
  type QueueCaseMetrics,
  sameMetric,
} from './case-metrics.ts'
import { caseRow } from './case-row.ts'
import type { CaseState } from './case-state.ts'
import { aggregateStatus, clocksOf } from './clock-list.ts'
import { createDepartments, type DepartmentHandoff, departmentHandoff } from './departments.ts'
import type { Kind } from './entity.ts'
import type { HandoffState } from './handoff-state.ts'
import type { Judging } from './judging.ts'
import {
  allowanceRow,
  approvalRow,
  callbackRow,
  dueOf,
  handoffDue,
  handoffRow,
  promiseRow,
} from './member-rows.ts'
import type { PromiseState } from './promise-state.ts'

/** The row types that the case side makes of entities. */
export type EntityRow = Exclude<Kind, 'contact' | 'customer' | 'agent'>

export interface WorkItemsContext {
  readonly judging: Judging
  now(): number
  /** Start of the site's day that `now` lies in. */
  today(): number
  site(): Site | null
  changed(type: RowType, id: string): void
}

/** What one entity adds to the figures of its queue, team or department; JSON. */
export type Contribution =
  | { readonly of: 'case'; readonly figure: CaseMetric }
  | { readonly of: 'callback'; readonly callback: OpenCallback }
  | { readonly of: 'handoff'; readonly handoff: DepartmentHandoff }

export type WorkItemsOfTeam = Pick<RowTypes['team'], 'id' | 'name' | 'open' | 'overdue'>

/** What is owed, as rows and figures: made of entities as they are played. */
export interface WorkItems {
  /** The entity changed: its figures follow. Gives the next instant at which time alone changes it, or null. */
  touch(entity: Entity): number | null
  forget(entity: Entity): void
  contributionOf(entity: Entity): Contribution | null
  /** Puts in what an entity adds that is not at hand. */
  putContribution(id: string, adds: Contribution): void
  /** Whether the entity has a row: it is known, and a callback not over. */
  shows(entity: Entity): boolean
  row(entity: Entity): RowTypes[EntityRow] | null
  /** What a team owes; what its agents have done is not known here. */
  team(id: string): WorkItemsOfTeam | null
  department(id: string): RowTypes['department'] | null
  teams(): Set<string>
  departments(): Set<string>
  queueMetrics(queues: readonly string[]): QueueCaseMetrics
  siteMetrics(): QueueCaseMetrics
  /** The site's day turned or its file changed: what counts by day or bears a name of the site may have changed. */
  touchGroups(): void
}

export function createWorkItems(context: WorkItemsContext): WorkItems {
  const { judging, changed } = context
  const metrics = createCaseMetrics(changed)
  const departments = createDepartments((id) => changed('department', id))
  const clocks = (entity: Entity) => clocksOf(entity, judging)

  /** An instant that is still to come, else null: what has passed is in the rows already. */
  const ahead = (at: number | null) => (at !== null && at > context.now() ? at : null)

  const played = ({ known, state }: Entity) => (known ? state : null)

  /** Whose queues are, by the site file that was asked last. */
  let teamOfQueue = new Map<string, string | undefined>()
  let askedOf: Site | null = null

  function teamOf(state: CaseState): string | null {
    if (state.team !== null || state.queue === null) return state.team
    const site = context.site()
    if (site !== askedOf) {
      askedOf = site
      teamOfQueue = new Map(site?.queues.map(({ id, team }) => [id, team]))
    }
    return teamOfQueue.get(state.queue) ?? null
  }

  function metricOf(entity: Entity): CaseMetric | null {
    const state = played(entity) as CaseState | null
    if (state === null) return null
    return caseMetric(state.state, state.queue, teamOf(state), aggregateStatus(entity.family!, judging))
  }

  function callbackOf(entity: Entity): OpenCallback | null {
    const state = played(entity) as CallbackState | null
    if (state === null || state.over || state.queue === null) return null
    return { queue: state.queue, due: dueOf(state.due, clocks(entity)) }
  }

  function handoffOf(entity: Entity): DepartmentHandoff | null {
    const state = played(entity) as HandoffState | null
    return state === null ? null : departmentHandoff(state, handoffDue(state.due, clocks(entity), judging))
  }

  /** When time alone next changes the row, or null. */
  function rowInstant(entity: Entity): number | null {
    const state = played(entity)
    if (state === null) return null
    switch (entity.kind) {
      case 'callback': {
        const callback = state as CallbackState
        return callback.over ? null : ahead(dueOf(callback.due, clocks(entity)))
      }
      case 'handoff': {
        const handoff = state as HandoffState
        return handoff.returnedAt !== null ? null : ahead(handoffDue(handoff.due, clocks(entity), judging))
      }
      case 'promise': {
        const promise = state as PromiseState
        return promise.end === 'none' ? ahead(promise.due) : null
      }
      case 'case':
      case 'approval':
      case 'allowance':
      case 'contact':
      case 'customer':
      case 'agent':
        return null
    }
  }

  /** Most of what happens to a case leaves its figure as it was counted: then nothing need be looked up. */
  function countCase(entity: Entity): void {
    const metric = metricOf(entity)
    if (metric !== null && sameMetric(entity.figure, metric)) return
    entity.figure = metric
    metrics.putCase(entity.id, metric)
  }

  function count(entity: Entity): void {
    if (entity.kind === 'case') countCase(entity)
    else if (entity.kind === 'callback') metrics.putCallback(entity.id, callbackOf(entity))
    else if (entity.kind === 'handoff') departments.put(entity.id, handoffOf(entity))
  }

  function contributionOf(entity: Entity): Contribution | null {
    if (entity.kind === 'case') {
      const metric = metricOf(entity)
      return metric === null ? null : { of: 'case', figure: metric }
    }
    if (entity.kind === 'callback') {
      const callback = callbackOf(entity)
      return callback === null ? null : { of: 'callback', callback }
    }
    const handoff = entity.kind === 'handoff' ? handoffOf(entity) : null
    return handoff === null ? null : { of: 'handoff', handoff }
  }

  function rowOf(entity: Entity, own: readonly ClockState[]): RowTypes[EntityRow] | null {
    const { id, kind, state } = entity
    switch (kind) {
      case 'case':
        return caseRow(entity, judging)
      case 'promise':
        return promiseRow(id, state as PromiseState, own, context.now())
      case 'handoff': {
        const handoff = state as HandoffState
        return handoffRow(id, handoff, own, handoffDue(handoff.due, own, judging))
      }
      case 'approval':
        return approvalRow(id, state as ApprovalState, own)
      case 'callback':
        return callbackRow(id, state as CallbackState, own)
      case 'allowance':
        return allowanceRow(id, state as AllowanceState)
      case 'contact':
      case 'customer':
      case 'agent':
        return null
    }
  }

  function shows({ kind, known, state }: Entity): boolean {
    if (!known || state === null) return false
    return kind !== 'callback' || !(state as CallbackState).over
  }

  const teams = () => new Set([...(context.site()?.teams ?? []).map(({ id }) => id), ...metrics.teams()])
  const allDepartments = () =>
    new Set([...(context.site()?.departments ?? []).map(({ id }) => id), ...departments.ids()])

  return {
    touch(entity) {
      // What rules say of customers and agents stands in no row.
      if (entity.kind !== 'customer' && entity.kind !== 'agent') changed(entity.kind, entity.id)
      const next = entity.subject === null ? null : judging.next(entity.subject)
      count(entity)
      return earlier(rowInstant(entity), next)
    },
    forget(entity) {
      if (entity.kind === 'customer' || entity.kind === 'agent') return
      changed(entity.kind, entity.id)
      if (entity.kind === 'case') {
        entity.figure = null
        metrics.putCase(entity.id, null)
      }
      if (entity.kind === 'callback') metrics.putCallback(entity.id, null)
      if (entity.kind === 'handoff') departments.put(entity.id, null)
    },
    contributionOf,
    putContribution(id, adds) {
      if (adds.of === 'case') metrics.putCase(id, adds.figure)
      else if (adds.of === 'callback') metrics.putCallback(id, adds.callback)
      else departments.put(id, adds.handoff)
    },
    shows,
    row: (entity) => (shows(entity) ? rowOf(entity, clocks(entity)) : null),
    team(id) {
      if (!teams().has(id)) return null
      const name = context.site()?.teams.find((team) => team.id === id)?.name ?? id
      return { id, name, ...metrics.ofTeam(id) }
    },
    department(id) {
      if (!allDepartments().has(id)) return null
      const name = context.site()?.departments.find((department) => department.id === id)?.name ?? id
      return departments.row(id, name, context.now(), context.today())
    },
    teams,
    departments: allDepartments,
    siteMetrics: () => metrics.ofAll(context.now()),
    queueMetrics: (queues) => metrics.ofQueues(queues, context.now()),
    touchGroups() {
      for (const id of teams()) changed('team', id)
      for (const id of allDepartments()) changed('department', id)
    },
  }
}
