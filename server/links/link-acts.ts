import { z } from 'zod'
import { viewerOf } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { RequestSubject } from '#core/notify/escalation-step.ts'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import { sendCommand } from '../gateway/send-command.ts'
import type { ActLog } from './link-services.ts'

/** What the buttons of a link's page send; nothing: the alerts are taken. */
export const linkAct = z.object({
  act: z.enum(['take', 'coming', 'grant', 'refuse', 'spoke']).default('take'),
  /** In the name of whoever is signed in at that browser, by their own rights, in place of the link's person. */
  self: z.boolean().default(false),
})
export type LinkAct = z.infer<typeof linkAct>['act']

interface ButtonEvent {
  readonly type: 'assist.accepted' | 'approval.decided' | 'case.supervisor_replied'
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What pressing a button of what is asked says; null: it is no button of that. */
export function eventOfPress({ is, id }: RequestSubject, act: LinkAct): ButtonEvent | null {
  if (is === 'assist')
    return act === 'coming' || act === 'take' ? { type: 'assist.accepted', subject: id, data: {} } : null
  if (is !== 'approval' || (act !== 'grant' && act !== 'refuse')) return null
  return { type: 'approval.decided', subject: id, data: { granted: act === 'grant' } }
}

/** The case of alerts whose customer waits for a supervisor to speak to them; null: none does. */
export function caseWaitingForSupervisor(
  alerts: readonly string[],
  floor: Pick<Floor, 'row'>,
): string | null {
  for (const id of alerts) {
    const caseId = floor.row('alert', id)?.case ?? null
    const row = caseId === null ? null : floor.row('case', caseId)
    if (row !== null && row.supervisorAskedAt !== null && row.supervisorSeenAt === null) return row.id
  }
  return null
}

/** One button of one link. */
interface Pressed {
  readonly act: LinkAct
  readonly digest: string
}

/** Yes and no are two things: a no after a yes is no repetition of it. */
const idOf = ({ act, digest }: Pressed) => `link/${digest.slice(0, 32)}/${act}`

/** Whether this button of this link was pressed before. */
export const isPressed = (person: string, pressed: Pressed, { isWritten, now }: ActLog) =>
  isWritten({ source: `user/${person}`, id: idOf(pressed) }, now())

/**
 * Says it in the name of the link's person, by the rules that hold for whatever they press on their own screen: an
 * approval above their limit is refused here, too. The same link says the same only once.
 */
export function sendAs(
  person: string,
  event: ButtonEvent,
  pressed: Pressed,
  parts: ActLog,
  floor: Floor,
): Promise<CommandAnswer> {
  const viewer = viewerOf(floor.site, { kind: 'person', person })
  if (viewer === null) return Promise.resolve({ ok: false, code: 'forbidden', message: 'no such person' })
  const id = idOf(pressed)
  const context = { viewer, floor, site: floor.site, now: parts.now() }
  return sendCommand({ id, name: 'event', ...event }, context, parts)
}
