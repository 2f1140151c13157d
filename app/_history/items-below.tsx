'use client'
import { createContext, useContext } from 'react'
import { useTranslations } from 'use-intl/react'
import { type ItemMetric, type ItemsAnswer, splitMetric } from '#core/api/counted-items.ts'
import type { ReportSubject } from '#core/api/interval-report.ts'
import { useCaseName } from '../_format/use-case-name.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { setAddress, useAddress } from '../supervisor/address.ts'
import { Download } from './download.tsx'
import { nothingOpened, spanOfText } from './opened.ts'
import { useFocusBack } from './use-focus-back.ts'
import { useInView } from './use-in-view.ts'
import { useItemTable } from './use-item-table.ts'

/** Whose figures are shown, and of which span. */
export interface ItemsSource {
  readonly of: ReportSubject
  readonly id: string
  readonly from: string
  readonly to: string
}

/** What the report shows, for whoever opens one of its figures. */
export const ItemsSourceContext = createContext<ItemsSource | null>(null)

function List({ answer }: { answer: ItemsAnswer }) {
  const t = useTranslations('historyPage.items')
  const caseName = useCaseName()
  const table = useItemTable(answer)
  if (answer.items.length === 0) return <Nothing>{t('none')}</Nothing>
  return (
    <>
      <ScrollBox label={t('title')} className="max-h-80">
        <table className="w-full border-collapse text-sm" data-items={answer.figure}>
          <thead className="sticky top-0 bg-raised text-xs text-ink-3">
            <tr>
              {table.heads.map((head) => (
                <th key={head} scope="col" className="py-1 pe-3 text-start font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.items.map((item, rowIndex) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what bounced twice is counted twice.
              <tr key={rowIndex} className="border-t border-line">
                {table.rows[rowIndex]!.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands in its column.
                  <td key={index} className={`py-1 pe-3 wrap-anywhere ${index === 0 ? 'figure' : ''}`}>
                    {index === table.caseColumn && item.case !== null ? (
                      <PageLink href={`/cases/${encodeURIComponent(item.case)}`} className="hover:underline">
                        {caseName(item.case)}
                      </PageLink>
                    ) : typeof cell === 'object' ? (
                      cell.text
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {answer.cut && <p className="pt-1 text-sm text-ink-3">{t('cut', { count: answer.items.length })}</p>}
    </>
  )
}

function Items({ source, figure, whose }: { source: ItemsSource; figure: string; whose: string }) {
  const t = useTranslations('historyPage.items')
  const { of, id, from, to } = source
  const query = new URLSearchParams({ of, ...(id !== '' && { id }), from, to, figure })
  if (whose !== '') query.set('agent', whose)
  const part = useLoaded<ItemsAnswer>(`/api/v1/intervals/items?${query}`)
  const table = useItemTable(part.value)
  const focusBack = useFocusBack()
  const ref = useInView<HTMLElement>()
  function close(): void {
    focusBack()
    setAddress(nothingOpened)
  }
  return (
    <section ref={ref} aria-label={t('title')} className="mt-2 bg-raised px-3 py-2" data-part="items">
      <header className="flex flex-wrap items-center gap-x-3 pb-1">
        <h3 className="font-semibold">{t('title')}</h3>
        <span className="ms-auto inline-flex items-center gap-1.5">
          {part.value !== null && part.value.items.length > 0 && (
            <Download table={table} name={`${figure.replace(/\W+/g, '_')}_${from.slice(0, 10)}`} />
          )}
          <Button tone="quiet" aria-label={t('close')} onClick={close}>
            <Icon name="cross" />
          </Button>
        </span>
      </header>
      <LoadedView part={part}>{(answer) => <List answer={answer} />}</LoadedView>
    </section>
  )
}

/** The very items behind a figure of these that was pressed, as the address names it. */
export function ItemsBelow({ figures }: { figures: readonly ItemMetric[] }) {
  const source = useContext(ItemsSourceContext)
  const [figure] = useAddress('items')
  const [within] = useAddress('within')
  const [whose] = useAddress('whose')
  const head = splitMetric(figure)?.head
  if (source === null || head === undefined || !figures.includes(head)) return null
  const span = { ...source, ...spanOfText(within) }
  return (
    <Items key={`${figure} ${within} ${whose} ${span.from}`} source={span} figure={figure} whose={whose} />
  )
}
