import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { CallbackRow, CaseRow, GivenView } from '#core/rows/case-rows.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useLive, useRowValues, useServerNow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { caseHeadline } from './case-headline.ts'

/** What was given longer ago is no news: it stands in the list. */
const NEWS_MS = 30 * 60_000

/** Something that somebody else put into my hands. */
export interface GivenThing {
  readonly key: string
  readonly given: GivenView
  readonly text: string
  readonly caseId: string | null
}

const NOTHING: readonly GivenThing[] = []

/** What others put into my hands a short while ago, the latest first; another list only when that is something else. */
export function useGivenToMe(): readonly GivenThing[] {
  const me = useMe()
  const kind = useOpenWord('kind')
  const type = useTranslations('type')
  const { store } = useLive()
  const now = useServerNow()() ?? 0
  const newsOf = useCallback(
    (given: GivenView | null, owner: string | null) =>
      given !== null && owner !== null && owner === me?.agent && given.by !== me?.id ? given.at : undefined,
    [me],
  )
  const cases = useRowValues(
    'case',
    useCallback(
      (row: CaseRow) => (row.state === 'resolved' ? undefined : newsOf(row.given, row.owner)),
      [newsOf],
    ),
  )
  const callbacks = useRowValues(
    'callback',
    useCallback((row: CallbackRow) => newsOf(row.given, row.agent), [newsOf]),
  )
  const isNews = (at: string) => now - Date.parse(at) < NEWS_MS
  const things: GivenThing[] = []
  for (const [id, at] of cases) {
    const row = isNews(at) ? store.row('case', id) : null
    if (row?.given == null) continue
    const text = caseHeadline(row) ?? `${kind(row.kind)} ${shownId(id)}`
    things.push({ key: `case/${id}/${at}`, given: row.given, caseId: id, text })
  }
  for (const [id, at] of callbacks) {
    const row = isNews(at) ? store.row('callback', id) : null
    if (row?.given == null) continue
    const text = `${type('callback')} ${row.name ?? ''} ${row.phone ?? ''}`.trim()
    things.push({ key: `callback/${id}/${at}`, given: row.given, caseId: row.case, text })
  }
  return things.length === 0 ? NOTHING : things.sort((a, b) => (a.given.at < b.given.at ? 1 : -1))
}
