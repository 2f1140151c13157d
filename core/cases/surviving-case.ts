import type { FloorEvent } from '../event/event.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'
import type { StateOf } from './entity.ts'

type State = StateOf[Entity['kind']]

/** What finding the case that goes on needs of a stage: how far its entities were played. */
export interface StandingStage {
  readonly family: CaseAggregate
  readonly of: (entity: Entity) => { readonly state: State | null }
}

/** A case of the family by its id: the main one, or one that went into it. */
function caseNamed({ main, merged }: CaseAggregate, id: string): Entity | undefined {
  return main.id === id && main.kind === 'case' ? main : merged.find((one) => one.id === id)
}

/** The case of the family that goes into another one by this very event, or null. */
export function goneBy({ merged }: CaseAggregate, event: FloorEvent): Entity | null {
  return merged.find((one) => one.merge === event) ?? null
}

/** Whether a case has gone into another one, as far as it was played. */
function hasGone(stage: StandingStage, of: Entity): boolean {
  const { state } = stage.of(of)
  return state !== null && 'mergedInto' in state && state.mergedInto !== null
}

/** The case in which one goes on by now: itself, until it goes into another one. */
export function survivingCase(stage: StandingStage, of: Entity): Entity {
  let found = of
  while (found.merge !== null && hasGone(stage, found)) {
    const next = caseNamed(stage.family, found.merge.data.into)
    if (next === undefined) return found
    found = next
  }
  return found
}

/** The case into which one goes by its merge; null: that is not of its family. */
export function targetOf(stage: StandingStage, of: Entity): Entity | null {
  const into = of.merge === null ? undefined : caseNamed(stage.family, of.merge.data.into)
  return into === undefined ? null : survivingCase(stage, into)
}

/** The cases that a member, or a guest, belongs to by now, each once, its home last. */
export function casesOfMember(stage: StandingStage, member: Entity): readonly Entity[] {
  const { family } = stage
  if (family.merged.length === 0 || member.named.length === 0) return [family.main]
  const found = member.named.flatMap((id) => {
    const its = caseNamed(family, id)
    return its === undefined ? [] : [survivingCase(stage, its)]
  })
  return found.filter((one, place) => found.lastIndexOf(one) === place)
}

/** The case by which a member is judged by now. */
export function homeCase(stage: StandingStage, member: Entity): Entity | null {
  return casesOfMember(stage, member).at(-1) ?? null
}
