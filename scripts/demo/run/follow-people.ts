import type { AnyEvent } from '#core/event/event.ts'
import { createLog } from '#store/log.ts'

export interface FollowPeopleOptions {
  readonly redis: string
  readonly site: string
  readonly signal: AbortSignal
  /** Somebody real did something: at a screen, by a link, in a department. */
  readonly onAct: (event: AnyEvent) => void
}

/** Tells of whatever people do on the floor from now on, until told to stop. */
export async function followPeople({ redis, site, signal, onAct }: FollowPeopleOptions): Promise<void> {
  const log = createLog({ url: redis, site })
  try {
    await log.follow({
      ...{ from: await log.last(), signal },
      onEntries(entries) {
        for (const { event } of entries) if (event.source.startsWith('user/')) onAct(event)
      },
    })
  } finally {
    log.close()
  }
}
