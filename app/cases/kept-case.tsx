'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { RowSet } from '#core/rows/patch.ts'
import type { RowTypes } from '#core/rows/row.ts'
import type { LiveStore } from '../_live/live-store.ts'
import { createRowTables } from '../_live/row-tables.ts'
import { LiveContext, useLive } from '../_live/use-live.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { CaseView } from './case-view.tsx'
import type { CaseAnswer } from './use-timeline.ts'

interface KeptAnswer extends CaseAnswer {
  case: RowTypes['case']
  family: { type: 'promise'; row: { id: string } }[]
}

const never = () => () => undefined

function rowsOf({ case: row, family }: KeptAnswer): RowSet {
  const rows: Record<string, Record<string, object>> = { case: { [row.id]: row } }
  for (const { type, row: member } of family) rows[type] = { ...rows[type], [member.id]: member }
  return rows as unknown as RowSet
}

/** The store of the page with the rows of a case that none are sent of any more: they change no more, either. */
function keptStore(store: LiveStore, answer: KeptAnswer): LiveStore {
  const tables = createRowTables()
  tables.replace(rowsOf(answer))
  return {
    ...store,
    row: (type, id) => tables.row(type, id) ?? store.row(type, id),
    rows: tables.rows,
    subscribeRow: never,
    subscribeRows: never,
  }
}

function Kept({ answer }: { answer: KeptAnswer }) {
  const t = useTranslations('case')
  const live = useLive()
  const kept = useMemo(() => ({ ...live, store: keptStore(live.store, answer) }), [live, answer])
  return (
    <LiveContext value={kept}>
      <p
        className="mx-auto w-full max-w-[80rem] px-4 pt-4 text-sm text-ink-2 print:hidden"
        data-kept={answer.case.id}
      >
        {t('kept')}
      </p>
      <CaseView id={answer.case.id} isKept />
    </LiveContext>
  )
}

/** A case that the floor has let go, as the archive tells it. */
export function KeptCase({ id }: { id: string }) {
  const part = useLoaded<KeptAnswer>(`/api/v1/cases/${encodeURIComponent(id)}`)
  return <LoadedView part={part}>{(answer) => <Kept answer={answer} />}</LoadedView>
}
