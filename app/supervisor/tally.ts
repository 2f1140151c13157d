import type { Derived } from '../_live/derived.ts'
import { createMultiset, type Multiset } from '../_work-items/multiset.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import type { WorkItemChange, WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import {
  askedToday,
  counts,
  type DaySpan,
  dueToday,
  isWithin,
  openCase,
  overdueFromBefore,
  type Show,
  waitsForSupervisor,
} from './shows.ts'

const isLate = ({ rowState }: WorkItem) => rowState === 'late' || rowState === 'broken'

/** What is counted beside the figures themselves, of one entry at a time. */
const asides = {
  openCases: (item: WorkItem) => openCase(item),
  askedToday,
  waitsForSupervisor: (item: WorkItem) => waitsForSupervisor(item),
  missed: (item: WorkItem) => item.type === 'recovery',
  /** Today's promises by what became of them, broken ones with the late; apart from them what earlier days left. */
  promisesKept: (item: WorkItem, day: DaySpan) => dueToday(item, day) && item.rowState === 'kept',
  promisesLate: (item: WorkItem, day: DaySpan) => dueToday(item, day) && isLate(item),
  promisesOpen: (item: WorkItem, day: DaySpan) => dueToday(item, day) && item.rowState === 'open',
  promisesBefore: overdueFromBefore,
}
type Aside = keyof typeof asides

type Count = Show | Aside
const counted = Object.entries({ ...counts, ...asides }) as [
  Count,
  (item: WorkItem, day: DaySpan) => boolean,
][]

/** Times of which the middle one is shown, in ms. */
interface Times {
  /** How long customers who asked today waited for a supervisor. */
  seen: Multiset
  /** How long hand-offs that came back today were away. */
  returned: Multiset
}

function timesOf(item: WorkItem, day: DaySpan): { seen: number | null; returned: number | null } {
  const { askedSupervisorAt: asked, supervisorSeenAt: seen, returnedAt, sinceAt } = item
  return {
    seen: asked !== null && seen !== null && isWithin(asked, day) ? seen - asked : null,
    returned:
      returnedAt !== null && sinceAt !== null && isWithin(returnedAt, day) ? returnedAt - sinceAt : null,
  }
}

/** The floor's figures: what each entry adds is taken out and put in as it changes. */
export interface Tally extends Derived<readonly WorkItemChange[]> {
  of(count: Count): number
  /** The middle of the times; null of none. */
  median(times: keyof Times): number | null
}

export function createTally(book: WorkItemRegistry, day: DaySpan): Tally {
  const sums = new Map<Count, number>()
  const times: Times = { seen: createMultiset(), returned: createMultiset() }

  function add(item: WorkItem, sign: 1 | -1): boolean {
    let shows = false
    for (const [name, passes] of counted)
      if (passes(item, day)) {
        sums.set(name, (sums.get(name) ?? 0) + sign)
        shows = true
      }
    const spent = timesOf(item, day)
    for (const name of ['seen', 'returned'] as const) {
      const ms = spent[name]
      if (ms === null) continue
      if (sign === 1) times[name].add(ms)
      else times[name].remove(ms)
    }
    return shows
  }

  function fill(): void {
    sums.clear()
    times.seen = createMultiset()
    times.returned = createMultiset()
    for (const item of book.entries()) add(item, 1)
  }
  fill()

  return {
    fill,
    apply(changes) {
      let shows = false
      for (const { before, after } of changes) {
        if (before !== null && add(before, -1)) shows = true
        if (after !== null && add(after, 1)) shows = true
      }
      return shows
    },
    of: (count) => sums.get(count) ?? 0,
    median: (name) => times[name].median(),
  }
}
