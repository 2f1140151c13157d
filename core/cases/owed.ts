import type { RowType, RowTypes } from '../row.ts'
import type { ClockState } from '../rules/judge.ts'
import type { Site } from '../site/site-schema.ts'
import type { AllowanceState } from './allowance-state.ts'
import type { ApprovalState } from './approval-state.ts'
import type { CallbackState } from './callback-state.ts'
import { caseRow, standingOf } from './case-row.ts'
import type { CaseState } from './case-state.ts'
import { clocksOf } from './clock-list.ts'
import { createDepartments, departmentHandoff } from './departments.ts'
import type { Kind } from './entity.ts'
import type { Entity } from './family.ts'
import { caseFigure, createFigures, type QueueFigures } from './figures.ts'
import type { HandoffState } from './handoff-state.ts'
import type { Judging } from './judging.ts'
import { allowanceRow, approvalRow, callbackRow, dueOf, handoffRow, promiseRow } from './member-rows.ts'
import type { PromiseState } from './promise-state.ts'

/** The row types that the case side makes of entities. */
export type EntityRow = Exclude<Kind, 'contact' | 'customer' | 'agent'>

export interface OwedContext {
  readonly judging: Judging
  now(): number
  /** Start of the site's day that `now` lies in. */
  today(): number
  site(): Site | null
  changed(type: RowType, id: string): void
}

export type OwedByTeam = Pick<RowTypes['team'], 'id' | 'name' | 'open' | 'overdue'>

/** What is owed, as rows and figures: made of entities as they are played. */
export interface Owed {
  /** The entity changed: its figures follow. Gives the next instant at which time alone changes it, or null. */
  touch(entity: Entity): number | null
  forget(entity: Entity): void
  /** Whether the entity has a row: it is known, and a callback not over. */
  shows(entity: Entity): boolean
  row(entity: Entity): RowTypes[EntityRow] | null
  /** What a team owes; what its agents have done is not known here. */
  team(id: string): OwedByTeam | null
  department(id: string): RowTypes['department'] | null
  teams(): Set<string>
  departments(): Set<string>
  queueFigures(queues: readonly string[]): QueueFigures
  siteFigures(): QueueFigures
  /** The site's day turned or its file changed: what counts by day or bears a name of the site may have changed. */
  touchGroups(): void
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

export function createOwed(context: OwedContext): Owed {
  const { judging, changed } = context
  const figures = createFigures(changed)
  const departments = createDepartments((id) => changed('department', id))
  const clocks = (entity: Entity) => clocksOf(entity, judging)

  /** An instant that is still to come, else null: what has passed is in the rows already. */
  const ahead = (at: number | null) => (at !== null && at > context.now() ? at : null)

  function teamOf(state: CaseState): string | null {
    if (state.team !== null || state.queue === null) return state.team
    return context.site()?.queues.find(({ id }) => id === state.queue)?.team ?? null
  }

  function touchCase(entity: Entity, state: CaseState | null): null {
    const figure = state === null ? null : caseFigure(state.queue, teamOf(state), standingOf(entity, judging))
    figures.putCase(entity.id, figure)
    return null
  }

  function touchCallback(entity: Entity, state: CallbackState | null): number | null {
    const isOpen = state !== null && !state.over
    const due = isOpen ? dueOf(state.due, clocks(entity)) : null
    figures.putCallback(entity.id, isOpen && state.queue !== null ? { queue: state.queue, due } : null)
    return ahead(due)
  }

  function touchHandoff(entity: Entity, state: HandoffState | null): number | null {
    const due = state === null ? null : dueOf(state.due, clocks(entity))
    departments.put(entity.id, state === null ? null : departmentHandoff(state, due))
    return state === null || state.returnedAt !== null ? null : ahead(due)
  }

  function rowInstant(entity: Entity): number | null {
    const state = entity.known ? entity.state : null
    switch (entity.kind) {
      case 'case':
        return touchCase(entity, state as CaseState | null)
      case 'callback':
        return touchCallback(entity, state as CallbackState | null)
      case 'handoff':
        return touchHandoff(entity, state as HandoffState | null)
      case 'promise': {
        const promise = state as PromiseState | null
        return promise?.end === 'none' ? ahead(promise.due) : null
      }
      case 'approval':
      case 'allowance':
      case 'contact':
      case 'customer':
      case 'agent':
        return null
    }
  }

  function rowOf(entity: Entity, own: readonly ClockState[]): RowTypes[EntityRow] | null {
    const { id, kind, state } = entity
    switch (kind) {
      case 'case':
        return caseRow(entity, judging)
      case 'promise':
        return promiseRow(id, state as PromiseState, own, context.now())
      case 'handoff':
        return handoffRow(id, state as HandoffState, own)
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

  const teams = () => new Set([...(context.site()?.teams ?? []).map(({ id }) => id), ...figures.teams()])
  const allDepartments = () =>
    new Set([...(context.site()?.departments ?? []).map(({ id }) => id), ...departments.ids()])

  return {
    touch(entity) {
      // What rules say of customers and agents stands in no row.
      if (entity.kind !== 'customer' && entity.kind !== 'agent') changed(entity.kind, entity.id)
      const next = entity.subject === null ? null : judging.next(entity.subject)
      return earlier(rowInstant(entity), next)
    },
    forget(entity) {
      if (entity.kind === 'customer' || entity.kind === 'agent') return
      changed(entity.kind, entity.id)
      if (entity.kind === 'case') figures.putCase(entity.id, null)
      if (entity.kind === 'callback') figures.putCallback(entity.id, null)
      if (entity.kind === 'handoff') departments.put(entity.id, null)
    },
    shows,
    row: (entity) => (shows(entity) ? rowOf(entity, clocks(entity)) : null),
    team(id) {
      if (!teams().has(id)) return null
      const name = context.site()?.teams.find((team) => team.id === id)?.name ?? id
      return { id, name, ...figures.ofTeam(id) }
    },
    department(id) {
      if (!allDepartments().has(id)) return null
      const name = context.site()?.departments.find((department) => department.id === id)?.name ?? id
      return departments.row(id, name, context.now(), context.today())
    },
    teams,
    departments: allDepartments,
    siteFigures: () => figures.ofAll(context.now()),
    queueFigures: (queues) => figures.ofQueues(queues, context.now()),
    touchGroups() {
      for (const id of teams()) changed('team', id)
      for (const id of allDepartments()) changed('department', id)
    },
  }
}
