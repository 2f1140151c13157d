import type { LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { EventArchive } from '#store/postgres/event-archive.ts'

/** A second that was compared: up to where the log was folded, when, and what the floor was then. */
export interface Compared {
  readonly second: number
  readonly pos: string
  readonly at: number
  readonly text: string
}

const PAGE = 5_000

async function* archived(archive: Pick<EventArchive, 'read'>): AsyncGenerator<LogEntry> {
  let after = LOG_START
  for (;;) {
    const entries = await archive.read(after, PAGE)
    yield* entries
    const last = entries.at(-1)
    if (last === undefined) return
    after = last.pos
  }
}

/** Lives through what is archived once more, and holds it against what the floor was at each second. */
export async function archiveFaults(
  archive: Pick<EventArchive, 'read'>,
  site: Site,
  compared: readonly Compared[],
  textOf: (floor: Floor) => string,
): Promise<string[]> {
  const floor = createFloor({ site })
  const faults: string[] = []
  const seconds = [...compared]
  function pass(until: string | null): void {
    for (let next = seconds[0]; next !== undefined; next = seconds[0]) {
      if (until !== null && comparePositions(next.pos, until) >= 0) return
      seconds.shift()
      floor.advance(next.at)
      floor.settle()
      const text = textOf(floor)
      if (text !== next.text) faults.push(`second ${next.second}: ${difference(next.text, text)}`)
    }
  }
  for await (const entry of archived(archive)) {
    pass(entry.pos)
    floor.apply(entry)
  }
  pass(null)
  return faults
}

function difference(desk: string, archive: string): string {
  const [one, other] = [desk.split('\n'), archive.split('\n')]
  const at = one.findIndex((line, index) => line !== other[index])
  return `desk “${one[at]}”, archive “${other[at]}”`
}
