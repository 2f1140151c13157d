import type { AnyEvent } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import type { Site } from '#core/site/site-schema.ts'
import { replay, type State } from '#store/floor/replay.ts'

/** The floor after these events, as `GET /api/v1/state` shows it to one who may see all: the end is the last event's time. */
export function stateAfter(inputs: readonly unknown[], site: Site): State {
  const events = inputs.map((input): AnyEvent => {
    const parsed = parseEvent(input)
    if (!parsed.ok) throw new Error(`an event that ingest would refuse: ${parsed.refusal.message}`)
    return parsed.event
  })
  return replay(events, site, null).state()
}
