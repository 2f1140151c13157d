import { type Viewer, viewerOf } from '#core/access/viewer.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Requesters } from '../auth/requester.ts'
import type { Audience } from './audience.ts'
import type { Listener } from './listener.ts'

/** Whether those who listen may still: by their session, token or screen, and by the site file in force. */
export interface CurrentViewer {
  /** Who the caller is now; one who is nobody any more is cut. */
  viewerNow(listener: Listener, site: Site): Promise<Viewer | null>
  cut(listener: Listener): void
  /** Cuts all whose credentials have ended. */
  sweep(): Promise<void>
}

export function createCurrentViewer(callers: Requesters, audience: Audience): CurrentViewer {
  function cut(listener: Listener): void {
    audience.remove(listener)
    listener.socket.disconnect(true)
  }

  callers.onEnded(({ kind, id }) => {
    for (const listener of [...audience.all]) {
      const { credential } = listener.caller
      if (credential.kind === kind && credential.id === id) cut(listener)
    }
  })

  return {
    cut,
    async viewerNow(listener, site) {
      const [gone] = await callers.ended([listener.caller])
      const viewer = gone === undefined ? viewerOf(site, listener.caller.identity) : null
      if (viewer === null) cut(listener)
      return viewer
    },
    async sweep() {
      const listeners = [...audience.all]
      if (listeners.length === 0) return
      const ended = new Set(await callers.ended(listeners.map(({ caller }) => caller)))
      for (const listener of listeners) if (ended.has(listener.caller)) cut(listener)
    },
  }
}
