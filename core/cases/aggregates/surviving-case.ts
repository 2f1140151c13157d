import type { FloorEvent } from '../../event/event.ts'
import type { StateOf } from '../entities/entity.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'

type State = StateOf[Entity['kind']]

/** What finding the case that goes on needs of a stage: how far its entities were played. */
export interface MergeStage {
  readonly aggregate: CaseAggregate
  readonly of: (entity: Entity) => { readonly state: State | null }
}

/** A case of the aggregate by its id: the main one, or one that went into it. */
function caseNamed({ main, merged }: CaseAggregate, id: string): Entity | undefined {
  return main.id === id && main.kind === 'case' ? main : merged.find((one) => one.id === id)
}

/** The case of the aggregate that goes into another one by this very event, or null. */
export function goneBy({ merged }: CaseAggregate, event: FloorEvent): Entity | null {
  return merged.find((one) => one.merge === event) ?? null
}

/** Whether a case has gone into another one, as far as it was played. */
function hasGone(stage: MergeStage, of: Entity): boolean {
  const { state } = stage.of(of)
  return state !== null && 'mergedInto' in state && state.mergedInto !== null
}

/** The case in which one goes on by now: itself, until it goes into another one. */
export function survivingCase(stage: MergeStage, of: Entity): Entity {
  let found = of
  while (found.merge !== null && hasGone(stage, found)) {
    const next = caseNamed(stage.aggregate, found.merge.data.into)
    if (next === undefined) return found
    found = next
  }
  return found
}

/** The case into which one goes by its merge; null: that is not of its aggregate. */
export function targetOf(stage: MergeStage, of: Entity): Entity | null {
  const into = of.merge === null ? undefined : caseNamed(stage.aggregate, of.merge.data.into)
  return into === undefined ? null : survivingCase(stage, into)
}

/** The cases that a member, or a linked contact, belongs to by now, each once, its home last. */
export function casesOfMember(stage: MergeStage, member: Entity): readonly Entity[] {
  const { aggregate } = stage
  if (aggregate.merged.length === 0 || member.named.length === 0) return [aggregate.main]
  const found = member.named.flatMap((id) => {
    const its = caseNamed(aggregate, id)
    return its === undefined ? [] : [survivingCase(stage, its)]
  })
  return found.filter((one, place) => found.lastIndexOf(one) === place)
}

/** The case by which a member is judged by now. */
export function homeCase(stage: MergeStage, member: Entity): Entity | null {
  return casesOfMember(stage, member).at(-1) ?? null
}
