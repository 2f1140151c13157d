import type { HistoryView } from './view.ts'

/** The address of the entries between two instants, of those whom the view looks at. */
export function entriesPath(
  view: Pick<HistoryView, 'of' | 'id'>,
  from: string,
  to: string,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({
    of: view.of,
    ...(view.id !== '' && { id: view.id }),
    ...{ from, to },
    ...more,
  })
  return `/api/v1/intervals/entries?${query}`
}
