import { kindOfType } from '#core/event/event.ts'

/** What is left to somebody real who acted upon it, by kind; calls go on as their callers do. */
const LEFT: ReadonlySet<string> = new Set(['case', 'promise', 'handoff', 'approval', 'callback', 'notice'])

/** What of an event says what somebody did, and about what. */
export interface ActByHand {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Kind and id of what an act leaves to whoever did it. */
export function leftBy({ type, subject, data }: ActByHand): string[] {
  const kind = kindOfType(type)
  if (!LEFT.has(kind)) return []
  return [`${kind}/${subject}`, ...(typeof data.case === 'string' ? [`case/${data.case}`] : [])]
}

/** Whether an event is about what somebody real has in hand; what it would begin there never is. */
export function isByHand(byHand: Set<string>, event: ActByHand): boolean {
  const about = leftBy(event)
  const isLeft = about.some((one) => byHand.has(one))
  if (isLeft) byHand.add(about[0]!)
  return isLeft
}
