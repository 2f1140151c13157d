import { compareAlerts, weightOfRow } from '#core/alerts/alert-order.ts'
import type { InstantText } from '#core/rows/clock-view.ts'
import type { AlertRow } from '#core/rows/row.ts'

/** An alert of which this person was told aloud, and that nobody has taken. */
export interface SoundedAlert {
  readonly alert: AlertRow
  /** Names this notification by the alert and when it was: a later one of the same alert rings again. */
  readonly key: string
}

/** When an alert was told aloud to a person for whom it rings; undefined: it is taken, or was not. */
export function ringsSince(person: string, { state, told }: AlertRow): InstantText | undefined {
  if (state !== 'open') return
  return told.find((each) => each.person === person && each.how === 'loud')?.at
}

/** Of what has not sounded before the worst, which is heard; null: nothing is new. */
export function mostSevereNew(
  sounded: readonly SoundedAlert[],
  before: ReadonlySet<string>,
): SoundedAlert | null {
  const fresh = sounded.filter(({ key }) => !before.has(key))
  return fresh.sort((a, b) => compareAlerts(weightOfRow(a.alert), weightOfRow(b.alert)))[0] ?? null
}
