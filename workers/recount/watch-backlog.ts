import type { FoldedFloor } from '../timekeeper/folded-floor.ts'

/** So many changes of contacts without a pause are a backlog that was sent afterwards. */
const MUCH = 2_000
/** So long nothing came: it has come to its end. */
const PAUSE_MS = 2_000

export interface BacklogWatch {
  /** Resolves at the end of the first backlog that ends after the call. */
  next(): Promise<void>
  stop(): void
}

/** Tells when a backlog is folded. A hall in which calls go on all the time has none. */
export function watchBacklog(onFolded: FoldedFloor['onFolded']): BacklogWatch {
  let ended = Promise.withResolvers<void>()
  let came = 0
  let pause: NodeJS.Timeout | undefined
  const forget = onFolded((_, changed) => {
    const contacts = changed.get('contact')?.size ?? 0
    if (contacts === 0) return
    came += contacts
    clearTimeout(pause)
    pause = setTimeout(() => {
      if (came >= MUCH) ended.resolve()
      came = 0
    }, PAUSE_MS)
  })
  return {
    next() {
      ended = Promise.withResolvers<void>()
      return ended.promise
    },
    stop() {
      clearTimeout(pause)
      forget()
    },
  }
}
