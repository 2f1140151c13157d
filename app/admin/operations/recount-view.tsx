'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { StateShape } from '../../_ui/status-icon.tsx'
import type { RecordDifference, Recount } from './operations.ts'

/** Each figure of a record that differs, with what either count says. */
function Difference({ difference: { kind, subject, start, figures } }: { difference: RecordDifference }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const name = t.has(`counted.${kind}` as never) ? t(`counted.${kind}` as never) : kind
  return Object.entries(figures).map(([figure, [live, again]]) => (
    <tr key={figure} className="border-b border-line align-baseline">
      <td className="py-1.5 pe-4 wrap-anywhere">
        {name} <b className="font-semibold">{subject}</b>
      </td>
      <td className="figure py-1.5 pe-4 whitespace-nowrap">{start === 0 ? '–' : format.dayTime(start)}</td>
      <td className="py-1.5 pe-4">{figure}</td>
      <td className="figure py-1.5 pe-4 text-end">{format.count(live)}</td>
      <td className="figure py-1.5 text-end font-semibold text-breach">{format.count(again)}</td>
    </tr>
  ))
}

/** Whether an independent count of the archive says the same as the live one, and where it does not, what either says. */
export function RecountView({ recount }: { recount: Recount }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const { at, intervals, differences, found } = recount
  const figures = Object.keys(differences).length
  return (
    <div data-recount={figures}>
      <p className="flex flex-wrap items-baseline gap-x-2 py-2">
        <StateShape mark={figures === 0 ? 'ok' : 'breached'} className="self-center" />
        <b className="font-semibold">{figures === 0 ? t('agrees') : t('differs', { count: figures })}</b>
        <span className="text-ink-2">{t('compared', { count: intervals, time: format.dayTime(at) })}</span>
      </p>
      {found.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-start">
            <thead className="text-sm text-ink-3">
              <tr>
                {(['record', 'from', 'figure'] as const).map((head) => (
                  <th key={head} className="py-1.5 pe-4 text-start font-normal">
                    {t(head)}
                  </th>
                ))}
                <th className="py-1.5 pe-4 text-end font-normal">{t('live')}</th>
                <th className="py-1.5 text-end font-normal">{t('again')}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((difference) => (
                <Difference
                  key={`${difference.kind} ${difference.subject} ${difference.start}`}
                  difference={difference}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="pt-2 text-sm text-ink-3">{t('recountHow')}</p>
    </div>
  )
}
