import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { withCustomer } from '#core/event/customer-key.ts'
import { type AnyEvent, compareEvents } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'

/** What the rules said and what came of it is judged anew, so it is ignored where it stands among the events. */
const JUDGED_ANEW = /^(rule|alert|config)\./

/** Outside a running site there is no secret: any fixed key keeps one caller one customer. */
const hash = (text: string) => createHmac('sha256', 'huiyin replay').update(text).digest('hex').slice(0, 32)

export interface EventsRead {
  /** In order, each once, each with the customer that its phone stands for. */
  readonly events: AnyEvent[]
  /** Why lines were refused, as ingest would have. */
  readonly refused: { readonly line: number; readonly reason: string }[]
}

type LineRead = { event: AnyEvent } | { reason: string } | null

function readLine(text: string): LineRead {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    return { reason: `bad_json: ${(error as Error).message}` }
  }
  const type = (input as { type?: unknown } | null)?.type
  if (typeof type === 'string' && JUDGED_ANEW.test(type)) return null
  const parsed = parseEvent(input)
  return parsed.ok ? { event: parsed.event } : { reason: `${parsed.refusal.code}: ${parsed.refusal.message}` }
}

/** Reads CloudEvents, one a line, in any order and with duplicates. */
export async function readEvents(lines: AsyncIterable<string>, timezone: string): Promise<EventsRead> {
  const byName = new Map<string, AnyEvent>()
  const refused: EventsRead['refused'] = []
  let line = 0
  for await (const text of lines) {
    line++
    const read = text.trim() === '' ? null : readLine(text)
    if (read === null) continue
    if ('reason' in read) {
      refused.push({ line, reason: read.reason })
      continue
    }
    const { source, id } = read.event
    const name = `${source}\n${id}`
    const there = byName.get(name)
    if (there === undefined) byName.set(name, read.event)
    else if (JSON.stringify(there) !== JSON.stringify(read.event))
      refused.push({ line, reason: `id_reused: ${source} sent another event as ${id}` })
  }
  const events = [...byName.values()].map((event) => withCustomer(event, timezone, hash))
  return { events: events.sort(compareEvents), refused }
}

/** The lines of a file of events. */
export function linesOfFile(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
}
