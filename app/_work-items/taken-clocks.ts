import type { ClockView } from '#core/rows/clock-view.ts'
import type { AlertRow } from '#core/rows/row.ts'

interface AlertRows {
  row(type: 'alert', id: string): AlertRow | null
}

/** Who has taken the alert of a clock. */
export interface TakenClocks {
  /** The alerts that are known to be taken. */
  alerts(): Iterable<string>
  by(clock: Pick<ClockView, 'rule' | 'subject'>): string | null
  /** Looks at an alert's row again; gives what it is about, of now and of before, where that is taken by another. */
  note(alert: string): readonly string[]
}

interface Taken {
  readonly clock: string
  readonly subject: string
  readonly by: string
}

const clockKey = ({ rule, subject }: Pick<ClockView, 'rule' | 'subject'>) => `${rule} ${subject}`

/** Keeps of the alerts of a view those that somebody has taken, by the clocks that they are about. */
export function createTakenClocks(rows: AlertRows): TakenClocks {
  const byAlert = new Map<string, Taken>()
  /** The alert of each, for a clock that ran before has had another. */
  const byClock = new Map<string, string>()

  function takenOf(id: string): Taken | null {
    const row = rows.row('alert', id)
    if (row === null || row.state !== 'acked' || row.ackedBy === null) return null
    return { clock: clockKey(row), subject: row.subject, by: row.ackedBy }
  }

  return {
    alerts: () => byAlert.keys(),
    by: (clock) => byAlert.get(byClock.get(clockKey(clock)) ?? '')?.by ?? null,
    note(alert) {
      const before = byAlert.get(alert) ?? null
      const after = takenOf(alert)
      if (before?.clock === after?.clock && before?.by === after?.by) return []
      if (before !== null && byClock.get(before.clock) === alert) byClock.delete(before.clock)
      if (after === null) byAlert.delete(alert)
      else {
        byAlert.set(alert, after)
        byClock.set(after.clock, alert)
      }
      return [before, after].flatMap((taken) => (taken === null ? [] : [taken.subject]))
    },
  }
}
