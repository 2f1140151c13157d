import type { RowType, RowTypes } from '../../rows/row.ts'
import type { ClockState } from '../../rules/judge.ts'
import type { Site } from '../../site/site-schema.ts'
import { earlier } from '../../time/floor-clock.ts'
import { aggregateStatus, clocksOf } from '../aggregates/aggregate-clocks.ts'
import type { Entity, EntityOf } from '../aggregates/case-aggregate.ts'
import { allowanceRow } from '../entities/allowance/allowance-row.ts'
import { approvalRow } from '../entities/approval/approval-row.ts'
import { assistChangesAt, assistRow } from '../entities/assist/assist-row.ts'
import { callbackChangesAt, callbackRow, openCallback } from '../entities/callback/callback-row.ts'
import {
  type CaseMetric,
  caseMetric,
  createCaseMetrics,
  type OpenCallback,
  type QueueCaseMetrics,
  sameMetric,
} from '../entities/case/case-metrics.ts'
import { type CaseState, ownerOf } from '../entities/case/case-state.ts'
import type { Kind } from '../entities/entity.ts'
import {
  createDepartments,
  type DepartmentHandoff,
  departmentHandoff,
} from '../entities/handoff/departments.ts'
import { handoffDue } from '../entities/handoff/handoff-due.ts'
import { handoffChangesAt, handoffRow } from '../entities/handoff/handoff-row.ts'
import { promiseChangesAt, promiseRow } from '../entities/promise/promise-row.ts'
import type { Judging } from '../judging/judging.ts'
import { caseRow } from './case-row.ts'

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
  /** How many open cases and callbacks an agent has. */
  openWork(agent: string): number
  /** The site's day turned or its file changed: what counts by day or bears a name of the site may have changed. */
  touchGroups(): void
}

export function createWorkItems(context: WorkItemsContext): WorkItems {
  const { judging, changed } = context
  const metrics = createCaseMetrics(changed)
  const departments = createDepartments((id) => changed('department', id))
  const clocks = (entity: Entity) => clocksOf(entity, judging)
  const answerDue = (own: number | null, its: readonly ClockState[]) => handoffDue(own, its, judging)

  /** An instant that is still to come, else null: what has passed is in the rows already. */
  const ahead = (at: number | null) => (at !== null && at > context.now() ? at : null)

  /** What is known of an entity, or null. */
  const played = <E extends Entity>({ known, state }: E): E['state'] => (known ? state : null)

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

  function metricOf(entity: EntityOf<'case'>): CaseMetric | null {
    const state = played(entity)
    if (state === null || entity.aggregate === null || state.mergedInto !== null) return null
    const clocksNow = aggregateStatus(entity.aggregate, judging)
    return caseMetric(state.state, state.queue, teamOf(state), ownerOf(state), clocksNow)
  }

  function callbackOf(entity: EntityOf<'callback'>): OpenCallback | null {
    const state = played(entity)
    return state === null ? null : openCallback(state, clocks(entity))
  }

  function handoffOf(entity: EntityOf<'handoff'>): DepartmentHandoff | null {
    const state = played(entity)
    return state === null ? null : departmentHandoff(state, answerDue(state.due, clocks(entity)))
  }

  /** When time alone next changes the row, or null. */
  function rowInstant(entity: Entity): number | null {
    if (!entity.known || entity.state === null) return null
    switch (entity.kind) {
      case 'callback':
        return ahead(callbackChangesAt(entity.state, clocks(entity)))
      case 'handoff':
        return ahead(handoffChangesAt(entity.state, answerDue(entity.state.due, clocks(entity))))
      case 'promise':
        return ahead(promiseChangesAt(entity.state))
      case 'assist':
        return ahead(assistChangesAt(entity.state))
      case 'case':
      case 'approval':
      case 'allowance':
      case 'contact':
      case 'customer':
      case 'agent':
        return null
      default:
        return entity satisfies never
    }
  }

  /** Most of what happens to a case leaves its figure as it was counted: then nothing need be looked up. */
  function countCase(entity: EntityOf<'case'>): void {
    const metric = metricOf(entity)
    // The count of a resolved case does not say whose it is, nor whose it was.
    const isSaid = metric?.open !== 0 && entity.metric?.open !== 0
    if (!isSaid || metric?.owner !== entity.metric?.owner) ownerChanged(entity)
    if (metric !== null && sameMetric(entity.metric, metric)) return
    entity.metric = metric
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

  /** Whose the case of a member is; null: nobody's, or it has none. */
  function ownerOfCase({ aggregate }: Entity): string | null {
    const main = aggregate?.main
    const state = main?.kind === 'case' ? played(main) : null
    return state === null ? null : ownerOf(state)
  }

  /** Whoever has a case has its promises. */
  function ownerChanged({ aggregate }: Entity): void {
    for (const { kind, id } of aggregate?.members ?? []) if (kind === 'promise') changed(kind, id)
  }

  function rowOf(entity: Entity): RowTypes[EntityRow] | null {
    const row = plainRowOf(entity)
    const main = entity.aggregate?.main
    // It belongs to the case in which the one that it names goes on.
    if (row === null || !('case' in row) || main?.kind !== 'case' || entity.named.length === 0) return row
    return { ...row, case: main.id }
  }

  function plainRowOf(entity: Entity): RowTypes[EntityRow] | null {
    const { id } = entity
    const own = clocks(entity)
    if (entity.state === null) return null
    switch (entity.kind) {
      case 'case':
        return caseRow(entity, judging)
      case 'promise':
        return promiseRow(id, entity.state, ownerOfCase(entity), own, context.now())
      case 'handoff':
        return handoffRow(id, entity.state, own, answerDue(entity.state.due, own))
      case 'approval':
        return approvalRow(id, entity.state, own)
      case 'assist':
        return assistRow(id, entity.state, context.now())
      case 'callback':
        return callbackRow(id, entity.state, own)
      case 'allowance':
        return allowanceRow(id, entity.state)
      case 'contact':
      case 'customer':
      case 'agent':
        return null
      default:
        return entity satisfies never
    }
  }

  function shows(entity: Entity): boolean {
    if (!entity.known || entity.state === null) return false
    return entity.kind !== 'callback' || !entity.state.over
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
        entity.metric = null
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
    row: (entity) => (shows(entity) ? rowOf(entity) : null),
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
    openWork: (agent) => metrics.ofAgent(agent),
    queueMetrics: (queues) => metrics.ofQueues(queues, context.now()),
    touchGroups() {
      for (const id of teams()) changed('team', id)
      for (const id of allDepartments()) changed('department', id)
    },
  }
}
