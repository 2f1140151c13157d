'use client'
import { useTranslations } from 'use-intl/react'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Tip } from '../_ui/tip.tsx'
import { useDay } from '../_work-items/use-day.ts'

/** My day beside my team's: never another person's. */
export function OwnMetrics() {
  const t = useTranslations('desk')
  const term = useTranslations('term')
  const column = useTranslations('queueColumn')
  const formula = useTranslations('ownFormula')
  const format = useFormats()
  const figure = useDurationCell()
  const me = useMe()
  const own = useRow('agent', me?.agent ?? '')
  const team = useRow('team', me?.team ?? '')
  const day = useDay()
  if (own === null) return null
  const each = team === null || team.signedIn === 0 ? null : Math.round(team.handled / team.signedIn)
  const metrics = [
    ['handled', term('handled'), format.count(own.handled), format.count(each)],
    ['aht', column('aht'), figure(own.ahtSec), figure(team?.ahtSec ?? null)],
    ['occupancy', term('occupancy'), format.share(own.occupancy), format.share(team?.occupancy ?? null)],
    ['unclassified', t('unclassified'), format.count(day?.unclassified.unclassified ?? null), ''],
  ] as const
  return (
    <table className="w-full border-collapse" data-own-figures="">
      <thead className="text-xs text-ink-3">
        <tr className="border-b border-line">
          <th scope="col" className="pb-1 text-start font-normal">
            {t('today')}
          </th>
          <th scope="col" className="pb-1 text-end font-normal">
            {t('me')}
          </th>
          <th scope="col" className="pb-1 text-end font-normal">
            {team?.name ?? t('team')}
          </th>
        </tr>
      </thead>
      <tbody>
        {metrics.map(([key, label, mine, theirs]) => (
          <tr key={key} className="border-b border-line" data-own={key}>
            <th scope="row" className="py-1 text-start font-normal text-ink-2">
              <Tip text={formula(key)}>
                <button type="button" className="cursor-help">
                  {label}
                </button>
              </Tip>
            </th>
            <td className="figure narrow text-end text-lg font-semibold">{mine}</td>
            <td className="figure narrow text-end text-lg text-ink-3">{theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
