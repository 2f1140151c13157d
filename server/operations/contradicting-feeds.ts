import type { Floor } from '#core/floor/floor.ts'

/** Of each feed, how many openings of today say something else than the first of their subject, which stands. */
export function contradictingByFeed(floor: Pick<Floor, 'ids' | 'row'>): Record<string, number> {
  const feeds = [...floor.ids('feed')].map((id) => [id, floor.row('feed', id)?.contradicting ?? 0] as const)
  return Object.fromEntries(feeds)
}

/** The same in a sentence for whoever runs it; null: there are none. */
export function contradictingText(floor: Pick<Floor, 'ids' | 'row'>): string | null {
  const some = Object.entries(contradictingByFeed(floor)).filter(([, count]) => count > 0)
  if (some.length === 0) return null
  const each = some.map(([feed, count]) => `${count} of ${feed}`).join(', ')
  return `openings today say something else than the first of their subject, which stands (${each}): look at who sends them; a case names them in \`ignored\``
}
