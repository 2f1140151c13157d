'use client'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import type { Find } from './use-find.ts'
import type { Result, ResultGroup } from './use-results.ts'

interface LineProps {
  id: string
  result: Result
  chosen: boolean
  onChoose: () => void
  onFollow: () => void
}

function Line({ id, result, chosen, onChoose, onFollow }: LineProps) {
  const ref = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const { href, icon, title, detail, isOver } = result
  return (
    <PageLink
      ref={ref}
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      href={href}
      data-found={result.key}
      onMouseMove={onChoose}
      onClick={onFollow}
      className="grid min-h-12 grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-x-2 rounded-[5px] px-2.5 py-1.5 aria-selected:bg-sunken"
    >
      <Icon name={icon} className={isOver ? 'text-ink-3' : 'text-accent'} />
      <span className="min-w-0">
        <span className={`block truncate ${isOver ? 'text-ink-2' : 'font-medium text-ink'}`}>{title}</span>
        <span className="block truncate text-sm text-ink-3">{detail}</span>
      </span>
    </PageLink>
  )
}

interface FindResultsProps {
  list: string
  groups: readonly ResultGroup[]
  chosen: number
  typed: string
  find: Find
  onChoose: (index: number) => void
  onFollow: () => void
}

/** What was found, in groups; what is missing is said. */
export function FindResults({ list, groups, chosen, typed, find, onChoose, onFollow }: FindResultsProps) {
  const t = useTranslations('find')
  let index = -1
  const isDone = typed.trim() !== '' && !find.asking
  return (
    <div className="min-h-0 overflow-y-auto overscroll-contain p-2 pb-3">
      {typed.trim() === '' && <p className="px-2.5 py-3 text-ink-2">{t('hint')}</p>}
      {find.found?.archive === 'away' && (
        <p role="status" className="mx-1 mb-1 rounded-[5px] bg-sunken px-2.5 py-2 text-sm text-warn">
          {t('away')}
        </p>
      )}
      {isDone && find.failed && (
        <p role="status" className="px-2.5 py-3 text-breach">
          {t('failed')}
        </p>
      )}
      {isDone && !find.failed && groups.length === 0 && (
        <p role="status" className="px-2.5 py-3 text-ink-2">
          {t('nothing')}
        </p>
      )}
      <div id={list} role="listbox" aria-label={t('results')}>
        {groups.map(({ name, results }) => (
          <fieldset key={name} className="min-w-0" aria-label={t(`group.${name}`)}>
            <p className="px-2.5 pt-2.5 pb-1 text-xs font-semibold text-ink-3">{t(`group.${name}`)}</p>
            {results.map((result) => {
              index++
              const mine = index
              return (
                <Line
                  key={result.key}
                  id={`${list}-${mine}`}
                  result={result}
                  chosen={mine === chosen}
                  onChoose={() => onChoose(mine)}
                  onFollow={onFollow}
                />
              )
            })}
          </fieldset>
        ))}
      </div>
    </div>
  )
}
