import { createFloor } from '#core/create-floor.ts'
import { parseEvent } from '#core/event.ts'
import { rowTypes } from '#core/row.ts'
import type { Site } from '#core/site/site-schema.ts'

/** The floor after these events, as `GET /api/v1/state` shows it to one who may see all: the end is the last event's time. */
export function stateAfter(
  inputs: readonly unknown[],
  site: Site,
): { pos: string; at: string; rows: Record<string, unknown[]> } {
  const floor = createFloor({ site })
  let seq = 0
  for (const input of inputs) {
    const parsed = parseEvent(input)
    if (!parsed.ok) throw new Error(`an event that ingest would refuse: ${parsed.refusal.message}`)
    floor.apply({ pos: `${parsed.event.time}-${seq++}`, at: parsed.event.time, event: parsed.event })
  }
  const rows = rowTypes.map((type) => {
    const shown = [...floor.ids(type)].map((id) => floor.row(type, id)).filter((row) => row !== null)
    return [type, shown] as const
  })
  return { pos: floor.pos, at: new Date(floor.now).toISOString(), rows: Object.fromEntries(rows) }
}
