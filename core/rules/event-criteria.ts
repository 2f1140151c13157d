import type { AnyEvent } from '../event/event.ts'
import { type ConditionConfig, compileDataTest, type DataTest } from './condition.ts'

/** An entry of `start`, `stop`, … as written: an event type, or a type with data fields that must be equal. */
export type CriterionConfig = string | ({ readonly type: string } & ConditionConfig)
/** Event type → what the data must be, one of several. */
export type EventCriteria = ReadonlyMap<string, readonly DataTest[]>

/** Entries by event type. */
export function compileCriteria(configs: readonly CriterionConfig[] = []): EventCriteria {
  const criteria = new Map<string, DataTest[]>()
  for (const config of configs) {
    const { type, ...wanted } = typeof config === 'string' ? { type: config } : config
    const known = criteria.get(type)
    if (known === undefined) criteria.set(type, [compileDataTest(wanted)])
    else known.push(compileDataTest(wanted))
  }
  return criteria
}

/** Whether an event is one of the entries. */
export function matchesCriteria(criteria: EventCriteria, event: AnyEvent): boolean {
  const wanted = criteria.get(event.type)
  if (wanted === undefined) return false
  for (const matches of wanted) if (matches(event.data)) return true
  return false
}
