import { earlier } from '../../time/floor-clock.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import type { Linking } from '../links/linking-context.ts'
import type { PersonSubjects } from '../persons/person-subjects.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import type { ChangedEntities } from './changed-entities.ts'

export interface CaseSettlingContext {
  readonly linking: Pick<Linking, 'settle' | 'settleAll' | 'settleSome' | 'next'>
  readonly persons: Pick<PersonSubjects, 'flush' | 'settle' | 'settleSome' | 'next'>
  readonly aggregates: Pick<CaseAggregates, 'flush' | 'settle' | 'settleSome' | 'settleShort' | 'next'>
  readonly changed: Pick<ChangedEntities, 'follow'>
}

/** Plays what was heard, in the order in which it hangs together: links, who rules are about, aggregates, rows. */
export interface CaseSettling {
  /** Plays what was heard, but for what costs much and was played a short while ago; `atOnce`: that too. */
  flush(atOnce?: boolean): void
  /** Plays all that was heard. */
  settle(): void
  /** Plays some of what waits; false: nothing does. */
  settleSome(): boolean
  /** Plays what was heard of one entity's aggregate, if that is not long. */
  settleOf(entity: Entity | undefined): void
  /** Plays what waits of aggregates that are not long. */
  settleShort(): void
  /** When (ms) something that waits for it is to be done again, or a piece of it, or null. */
  nextRefold(): number | null
}

export function createCaseSettling(context: CaseSettlingContext): CaseSettling {
  const { linking, persons, aggregates, changed } = context

  function flush(atOnce = false): void {
    linking.settle()
    persons.flush()
    aggregates.flush(atOnce)
    changed.follow()
  }

  return {
    flush,
    settle() {
      linking.settleAll()
      persons.settle()
      aggregates.settle()
      changed.follow()
    },
    settleSome() {
      const isMore = linking.settleSome() || persons.settleSome() || aggregates.settleSome()
      changed.follow()
      return isMore
    },
    settleOf(entity) {
      flush()
      if (entity?.aggregate == null) return
      aggregates.settleShort(entity.aggregate)
      changed.follow()
    },
    settleShort() {
      flush()
      aggregates.settleShort()
      changed.follow()
    },
    nextRefold: () => earlier(linking.next(), earlier(persons.next(), aggregates.next())),
  }
}
