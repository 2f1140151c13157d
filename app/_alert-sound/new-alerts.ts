import { compareWorst, weightOfRow } from '#core/alerts/worst-first.ts'
import type { AlertRow } from '#core/row.ts'

/** An alert of which this person was told aloud, and that nobody has taken. */
export interface SoundedAlert {
  readonly alert: AlertRow
  /** Names this telling: a later one of the same alert rings again. */
  readonly key: string
}

/** What rings for a person: told to them aloud, open, not taken. */
export function soundedFor(person: string, alerts: Iterable<AlertRow>): SoundedAlert[] {
  return [...alerts].flatMap((alert) => {
    if (alert.state !== 'open') return []
    const told = alert.told.find((each) => each.person === person && each.how === 'loud')
    return told === undefined ? [] : [{ alert, key: `${alert.id} ${told.at}` }]
  })
}

/** Of what has not sounded before the worst, which is heard; null: nothing is new. */
export function mostSevereNew(
  sounded: readonly SoundedAlert[],
  before: ReadonlySet<string>,
): SoundedAlert | null {
  const fresh = sounded.filter(({ key }) => !before.has(key))
  return fresh.sort((a, b) => compareWorst(weightOfRow(a.alert), weightOfRow(b.alert)))[0] ?? null
}
