import type { Kind } from './entity.ts'
import type { Entity } from './family.ts'
import { overFrom } from './is-over.ts'
import type { Judging } from './judging.ts'
import { entitiesOf, type Kin } from './kin.ts'
import { type LinkStanding, standingAt } from './links.ts'
import { customerOfOpening } from './naming-index.ts'
import type { Contribution, Owed } from './owed.ts'

/** One entity of kin that lie still. */
export interface EntityHead {
  readonly kind: Kind
  readonly id: string
  /** Whether it has a row. */
  readonly isShown: boolean
  /** When time alone next changes it (ms), or lets a rule say something of it. */
  readonly lookAt: number | null
  readonly nextOfRules: number | null
  readonly adds: Contribution | null
}

/** A case among kin that lie still, for links of its customers' contacts. */
export interface CaseHead {
  readonly id: string
  readonly customers: readonly string[]
  readonly standing: LinkStanding
}

/** What is asked of kin that lie still without looking into them; JSON. */
export interface KinHead {
  readonly entities: readonly EntityHead[]
  readonly cases: readonly CaseHead[]
  /** The case to which contacts among them belong; null: to none, or to several. */
  readonly home: string | null
  readonly isOne: boolean
  /** From which receipt on one of the families is over, null: never. */
  readonly overFrom: number | null
  /** The last instant at which one of them was judged, null: none ever was. */
  readonly judgedAt: number | null
}

export interface KinHeadContext {
  readonly judging: Judging
  readonly owed: Pick<Owed, 'shows' | 'contributionOf'>
  lookAt(key: string): number | null
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

function entityHead(entity: Entity, { judging, owed, lookAt }: KinHeadContext): EntityHead {
  const { kind, id, key, subject } = entity
  return {
    kind,
    id,
    isShown: owed.shows(entity),
    lookAt: lookAt(key),
    nextOfRules: subject === null ? null : judging.next(subject),
    adds: owed.contributionOf(entity),
  }
}

function caseHead({ id, own }: Entity): CaseHead {
  const customers = new Set(own.flatMap((event) => customerOfOpening(event) ?? []))
  return { id, customers: [...customers], standing: standingAt(own) }
}

/** The head of kin that were played. */
export function headOf(kin: Kin, context: KinHeadContext): KinHead {
  const entities = entitiesOf(kin)
  const { main } = kin[0]!
  return {
    entities: entities.map((entity) => entityHead(entity, context)),
    cases: entities.flatMap((entity) => (entity.kind === 'case' && entity.known ? [caseHead(entity)] : [])),
    home: kin.length === 1 && main.kind === 'case' ? main.id : null,
    isOne: kin.length === 1,
    overFrom: finite(Math.min(...kin.map((family) => overFrom(family, context.judging)))),
    judgedAt: finite(Math.max(...entities.map(({ through }) => through))),
  }
}
