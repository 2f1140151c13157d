import type { MachineNote } from '#core/machine/machine-note.ts'

/** So many ends of one part within `WITHIN_MS` are a loop, until it ran on for as long. */
const ENDS = 3
const WITHIN_MS = 5 * 60_000

/** Notices parts that end again and again. `now` is monotonic, ms. */
export interface CrashLoops {
  ended(part: string): void
  notes(): MachineNote[]
}

export function createCrashLoops(now: () => number = () => performance.now()): CrashLoops {
  const ends = new Map<string, number[]>()
  const lately = (part: string) => (ends.get(part) ?? []).filter((at) => now() - at < WITHIN_MS)
  return {
    ended: (part) => void ends.set(part, [...lately(part), now()]),
    notes: () =>
      [...ends.keys()].flatMap((part): MachineNote[] => {
        const times = lately(part).length
        return times < ENDS ? [] : [{ code: 'crash_loop', part, times }]
      }),
  }
}
