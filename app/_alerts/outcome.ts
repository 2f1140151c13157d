import type { EachAnswer } from '#core/rows/protocol.ts'

/** What became of an act on one alert; `kept`: on this device, until there is a network. `id`: of its command. */
export type Became = (EachAnswer & { readonly id?: string }) | 'kept'

/** What became of an act on several conversations, each told by its worst alert. */
export interface ActOutcome {
  readonly asked: number
  readonly done: number
  readonly kept: number
  /** Who had taken others before, by their id ('' where it is not known), and how many; most first. */
  readonly quicker: readonly { readonly by: string; readonly count: number }[]
  /** What others put into somebody's hands meanwhile: by whom ('' where it is not known), into whose ('': nobody's), how many; most first. */
  readonly given: readonly { readonly by: string; readonly to: string; readonly count: number }[]
  /** Those whose cause is gone. */
  readonly over: number
  /** Those that were refused, and why the first was. */
  readonly refused: number
  readonly why: { readonly code: string; readonly message: string } | null
}

const GONE = new Set(['resolved', 'not_found'])

const isRefused = (one: Became) => one !== 'kept' && !one.ok && !GONE.has(one.code)

/** What became of a conversation, of whose alerts, worst first, this became: what hindered one of them, else of the worst. */
export function becameOf(alerts: readonly Became[]): Became {
  return alerts.find(isRefused) ?? alerts[0] ?? { ok: false, code: 'resolved', message: '' }
}

const byMost = (a: { count: number }, b: { count: number }) => b.count - a.count

/** Sums up what became of each. */
export function actOutcomeOf(became: readonly Became[]): ActOutcome {
  const quicker = new Map<string, number>()
  const given = new Map<string, { by: string; to: string; count: number }>()
  let [done, kept, over, refused] = [0, 0, 0, 0]
  let why: ActOutcome['why'] = null
  for (const one of became) {
    if (one === 'kept') kept++
    else if (one.ok) done++
    else if (one.code === 'taken' && one.by !== undefined) {
      const { by, message: to } = one
      const key = JSON.stringify([by, to])
      given.set(key, { by, to, count: (given.get(key)?.count ?? 0) + 1 })
    } else if (one.code === 'taken') quicker.set(one.message, (quicker.get(one.message) ?? 0) + 1)
    else if (GONE.has(one.code)) over++
    else {
      refused++
      why ??= { code: one.code, message: one.message }
    }
  }
  return {
    ...{ asked: became.length, done, kept, over, refused, why },
    quicker: [...quicker].map(([by, count]) => ({ by, count })).sort(byMost),
    given: [...given.values()].sort(byMost),
  }
}

/** Whether all that was asked for was done, or will be. */
export const isWhole = ({ asked, done, kept }: ActOutcome): boolean => done + kept === asked
