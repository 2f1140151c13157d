import type { AnyEvent } from '../event/event.ts'
import { type ConditionConfig, compileDataTest, type DataTest } from './condition.ts'

/** An entry of `start`, `stop`, … as written: an event type, or a type with data fields that must be equal. */
export type EntryConfig = string | ({ readonly type: string } & ConditionConfig)
/** Event type → what the data must be, one of several. */
export type Entries = ReadonlyMap<string, readonly DataTest[]>

/** Entries by event type. */
export function compileEntries(configs: readonly EntryConfig[] = []): Entries {
  const entries = new Map<string, DataTest[]>()
  for (const config of configs) {
    const { type, ...wanted } = typeof config === 'string' ? { type: config } : config
    const known = entries.get(type)
    if (known === undefined) entries.set(type, [compileDataTest(wanted)])
    else known.push(compileDataTest(wanted))
  }
  return entries
}

/** Whether an event is one of the entries. */
export function isAmong(entries: Entries, event: AnyEvent): boolean {
  const wanted = entries.get(event.type)
  if (wanted === undefined) return false
  for (const matches of wanted) if (matches(event.data)) return true
  return false
}
