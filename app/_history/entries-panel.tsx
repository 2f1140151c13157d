'use client'
import { useTranslations } from 'use-intl/react'
import {
  type EntriesAnswer,
  isOutcomeFilter,
  outcomeFilters,
  type ShownEntry,
} from '#core/api/entry-report.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { setAddress, useAddress } from '../supervisor/address.ts'
import { Download } from './download.tsx'
import { entriesPath } from './entries-path.ts'
import { nothingOpened, spanOfText } from './opened.ts'
import { useBehindName } from './use-behind-name.ts'
import { useEntryTable } from './use-entry-table.ts'
import { useFocusBack } from './use-focus-back.ts'
import { useInView } from './use-in-view.ts'
import { usePeriodLabels } from './use-period-label.ts'
import type { HistoryView } from './view.ts'

const LISTED = 500

function EntryRow({ entry, cells }: { entry: ShownEntry; cells: readonly string[] }) {
  const t = useTranslations('historyPage.entries')
  return (
    <tr className="border-t border-line" data-entry={entry.contact}>
      {cells.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands in its column.
        <td key={index} className={`py-1 pe-3 ${index === 0 || index > 3 ? 'figure' : ''} wrap-anywhere`}>
          {text}
        </td>
      ))}
      <td className="py-1 text-end">
        {entry.case !== null && (
          <PageLink href={`/cases/${encodeURIComponent(entry.case)}`} className="hover:underline">
            {t('case')}
          </PageLink>
        )}
      </td>
    </tr>
  )
}

function List({ answer }: { answer: EntriesAnswer }) {
  const t = useTranslations('historyPage.entries')
  const format = useFormats()
  const table = useEntryTable(answer.entries)
  if (answer.count === 0) return <Nothing>{t('none')}</Nothing>
  return (
    <>
      <ScrollBox label={t('title')} className="max-h-[28rem]">
        <table className="w-full min-w-[40rem] border-collapse text-sm">
          <thead className="sticky top-0 bg-ground text-xs text-ink-3">
            <tr>
              {table.heads.map((head) => (
                <th key={head} scope="col" className="py-1 pe-3 text-start font-normal">
                  {head}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {answer.entries.map((entry, index) => (
              <EntryRow
                key={`${entry.contact} ${entry.enteredAt} ${entry.queue}`}
                entry={entry}
                cells={table.rows[index]!}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {(answer.count > answer.entries.length || answer.cut) && (
        <p className="pt-1 text-sm text-ink-3">
          {t('more', { shown: format.count(answer.entries.length), count: format.count(answer.count) })}
        </p>
      )}
    </>
  )
}

function Entries({ view, from, to }: { view: HistoryView; from: string; to: string }) {
  const t = useTranslations('historyPage.entries')
  const labels = usePeriodLabels()
  const [chosen, setOutcome] = useAddress('outcome')
  const behind = useBehindName()(chosen)
  const outcome = isOutcomeFilter(chosen) || behind !== null ? chosen : 'all'
  const part = useLoaded<EntriesAnswer>(entriesPath(view, from, to, { outcome, limit: String(LISTED) }))
  const table = useEntryTable(part.value?.entries ?? [])
  const title = t('of', { period: labels.stretch(from, to) })
  const focusBack = useFocusBack()
  const ref = useInView<HTMLDivElement>()
  function close(): void {
    focusBack()
    setAddress(nothingOpened)
  }
  return (
    <div ref={ref}>
      <Panel
        part="entries"
        label={title}
        title={title}
        aside={
          <>
            <FilterSelect
              label={t('outcomeLabel')}
              all={t('outcome.all')}
              value={outcome === 'all' ? '' : outcome}
              options={[
                ...(behind === null ? [] : [{ id: chosen, name: behind }]),
                ...outcomeFilters.slice(1).map((id) => ({ id, name: t(`outcome.${id}`) })),
              ]}
              onPick={setOutcome}
            />
            {part.value !== null && (
              <Download table={table} name={`entries_${from.slice(0, 16).replace(':', '')}`} />
            )}
            <Button tone="quiet" aria-label={t('close')} onClick={close}>
              <Icon name="cross" />
            </Button>
          </>
        }
      >
        <LoadedView part={part}>{(answer) => <List answer={answer} />}</LoadedView>
      </Panel>
    </div>
  )
}

/** The very entries behind a figure that was pressed, as the address names them. */
export function EntriesPanel({ view }: { view: HistoryView }) {
  const [span] = useAddress('entries')
  const asked = spanOfText(span)
  return asked === null ? null : <Entries key={`${view.of} ${view.id} ${span}`} view={view} {...asked} />
}
