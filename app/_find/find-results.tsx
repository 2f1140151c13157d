'use client'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import type { Find } from './use-find.ts'
import type { Result, ResultGroup } from './use-results.ts'

interface ResultRowProps {
  id: string
  result: Result
  chosen: boolean
  onChoose: () => void
  onFollow: () => void
}

function ResultRow({ id, result, chosen, onChoose, onFollow }: ResultRowProps) {
  const ref = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const { href, icon, title, detail, isOver, phone = null, about } = result
  return (
    <tr aria-selected={chosen} onMouseMove={onChoose} className="group/row">
      <td
        id={id}
        colSpan={phone === null ? 2 : 1}
        className="rounded-s-[5px] p-0 only:rounded-e-[5px] group-aria-selected/row:bg-sunken"
      >
        <PageLink
          ref={ref}
          tabIndex={-1}
          href={href}
          data-found={result.key}
          onClick={onFollow}
          className="grid min-h-12 grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-x-2 px-2.5 py-1.5"
        >
          <Icon name={icon} className={isOver ? 'text-ink-3' : 'text-accent'} />
          <span className="min-w-0">
            <span className={`block truncate ${isOver ? 'text-ink-2' : 'font-medium text-ink'}`}>
              {title}
            </span>
            <span className="block truncate text-sm text-ink-3">{detail}</span>
          </span>
        </PageLink>
      </td>
      {phone !== null && (
        <td className="rounded-e-[5px] pe-2.5 text-end group-aria-selected/row:bg-sunken">
          <PhoneNumber phone={phone} about={about} isBrief />
        </td>
      )}
    </tr>
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
      {isDone && find.fault !== null && (
        <p role="status" className="px-2.5 py-3 text-breach">
          {t(find.fault)}
        </p>
      )}
      {isDone && find.fault === null && groups.length === 0 && (
        <p role="status" className="px-2.5 py-3 text-ink-2">
          {t('nothing')}
        </p>
      )}
      <table
        id={list}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: results of several cells are a grid
        role="grid"
        aria-label={t('results')}
        className="w-full table-fixed border-separate border-spacing-0"
      >
        <colgroup>
          <col />
          <col className="w-36" />
        </colgroup>
        {groups.map(({ name, results }) => (
          <tbody key={name}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={2}
                className="px-2.5 pt-2.5 pb-1 text-start text-xs font-semibold text-ink-3"
              >
                {t(`group.${name}`)}
              </th>
            </tr>
            {results.map((result) => {
              index++
              const mine = index
              return (
                <ResultRow
                  key={result.key}
                  id={`${list}-${mine}`}
                  result={result}
                  chosen={mine === chosen}
                  onChoose={() => onChoose(mine)}
                  onFollow={onFollow}
                />
              )
            })}
          </tbody>
        ))}
      </table>
    </div>
  )
}
