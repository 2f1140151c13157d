import type { FilterName, Filters } from './filter-names.ts'

const keyOf = (person: string) => `huiyin.filters.${person}`

/** What a person filtered by last on this device; nothing where nothing readable is kept. */
export function savedFilters(person: string): Partial<Record<FilterName, string>> {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(person)) ?? '{}') as Record<string, unknown>
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'string'))
  } catch {
    // Nothing readable is kept: then there is no filter.
    return {}
  }
}

/** Keeps what a person filters by, on this device. */
export function saveFilters(person: string, filters: Filters): void {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(filters))
  } catch {
    // A device that keeps nothing begins without a filter.
  }
}
