import type { Staff, Viewer } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { AlertRow } from '#core/rows/row.ts'
import type { ApiRequest } from '../api/route.ts'
import type { Requester } from '../auth/requester.ts'
import { sendCommand } from '../gateway/send-command.ts'
import type { ActLog } from './link-services.ts'

/** A request of a link's page, with who is signed in at that browser, if anybody is. */
export interface LinkRequest extends ApiRequest {
  readonly caller: Requester | null
  readonly viewer: Viewer | null
}

/** The person who is signed in at the browser that opened a link, and may act at once; null: nobody is. */
export function signedIn({ caller, viewer }: LinkRequest): Staff | null {
  if (caller === null || !caller.byCookie || caller.first !== null) return null
  return viewer?.kind === 'person' ? viewer : null
}

/** What came of taking alerts: how many, and why one was refused. */
export interface OwnTake {
  readonly took: number
  readonly refused: { readonly code: string; readonly message: string } | null
}

/**
 * What names one press on an alert that is open: the same link takes it once, and once more where what took it was
 * taken back or ran out.
 */
export function pressId(alert: string, digest: string, { alertEvents }: Pick<Floor, 'alertEvents'>): string {
  const taken = alertEvents(alert).findLast(({ to }) => to === 'acked')?.time ?? 0
  return `link/${digest.slice(0, 32)}/${alert}/${taken.toString(36)}`
}

/** Takes alerts for who is signed in, as their own screen does: by their own rights, and only while nobody else has them. */
export async function takeAsSelf(
  who: Staff,
  alerts: readonly AlertRow[],
  digest: string,
  { floor }: Pick<ApiRequest, 'floor'>,
  parts: ActLog,
): Promise<OwnTake> {
  const context = { viewer: who, floor, site: floor.site, now: parts.now() }
  let took = 0
  let refused: OwnTake['refused'] = null
  for (const { id: alert } of alerts) {
    const id = pressId(alert, digest, floor)
    const answer = await sendCommand({ id, name: 'alert.ack', subject: alert, untaken: true }, context, parts)
    if (answer.ok) took++
    else refused ??= answer
  }
  return { took, refused }
}
