'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { instantOfWall } from '../_format/wall-time.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Nothing } from '../_ui/panel.tsx'
import { useAddressQuery } from '../supervisor/address.ts'
import { CaseFilters, caseFilterNames } from './case-filters.tsx'
import { CaseRows } from './case-rows.tsx'
import { useCaseList } from './use-case-list.ts'

const DAY_MS = 86_400_000

/** The filters of the address as the interface takes them: days by the site's clock, the last one to its end. */
function useQuery(): string {
  const { timezone } = useFacts()
  const address = useAddressQuery()
  return useMemo(() => {
    const named = new URLSearchParams(address)
    const query = new URLSearchParams()
    for (const name of caseFilterNames) {
      const value = named.get(name) ?? ''
      if (name !== 'from' && name !== 'to') {
        if (value !== '') query.set(name, value)
        continue
      }
      const day = Date.parse(`${value}T00:00Z`)
      if (Number.isNaN(day)) continue
      const wall = new Date(name === 'to' ? day + DAY_MS : day).toISOString().slice(0, 16)
      const at = instantOfWall(wall, timezone)
      if (at !== null) query.set(name, new Date(at).toISOString())
    }
    const text = query.toString()
    return text === '' ? '' : `&${text}`
  }, [address, timezone])
}

/** Cases of any age, newest first; only what is in sight is made. */
export function CasesView() {
  const t = useTranslations('cases')
  const nav = useTranslations('nav')
  const format = useFormats()
  const list = useCaseList(useQuery())
  const { cases, next, archive, reading, failed } = list
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-[90rem] flex-1 flex-col gap-3 px-4 pt-4 pb-3">
      <h1 className="flex flex-wrap items-baseline gap-3 text-xl font-semibold">
        {nav('cases')}
        <span className="figure text-sm font-normal text-ink-3" role="status" data-count={cases.length}>
          {reading && cases.length === 0
            ? t('reading')
            : t(next === null ? 'count' : 'countMore', { count: format.count(cases.length) })}
        </span>
      </h1>
      <CaseFilters />
      {archive === 'away' && (
        <p role="status" className="rounded-[5px] bg-raised px-3 py-2 text-sm text-warn">
          {t('away')}
        </p>
      )}
      {failed && (
        <p role="status" className="text-breach">
          {t('failed')}
        </p>
      )}
      {!reading && !failed && cases.length === 0 && next === null ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <CaseRows list={list} label={nav('cases')} />
      )}
      {!reading && next !== null && cases.length === 0 && <Button onClick={list.more}>{t('more')}</Button>}
    </div>
  )
}
