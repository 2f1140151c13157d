'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ItemsAnswer, ShownItem } from '#core/api/counted-items.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useMakerName } from '../_reports/use-maker-name.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { type FileCell, type FileTable, figure } from './file-table.ts'
import { useLossName } from './use-loss-name.ts'

type Column = 'at' | 'from' | 'to' | 'id' | 'who' | 'case' | 'lost' | 'about' | 'cause'

/** What is told of each kind. */
const columnsOf: Readonly<Record<ShownItem['kind'], readonly Column[]>> = {
  case: ['at', 'case'],
  contact: ['at', 'id', 'case'],
  promise: ['at', 'who', 'case'],
  handoff: ['at', 'who', 'case'],
  callback: ['at', 'who', 'id', 'case'],
  message: ['at', 'who', 'about', 'case'],
  stretch: ['from', 'to', 'who', 'cause', 'lost'],
  state: ['from', 'to', 'who'],
}

/** The items of a figure as a table, cell by cell what is shown and what is downloaded. */
export function useItemTable(answer: ItemsAnswer | null): FileTable & { readonly caseColumn: number } {
  const t = useTranslations('historyPage.items')
  const format = useFormats()
  const seconds = useDurationCell()
  const nameOf = useNameOfAnyone()
  const departmentName = useMakerName('department')
  const lossName = useLossName()
  return useMemo(() => {
    const kind = answer?.items[0]?.kind ?? 'case'
    const columns = columnsOf[kind]
    const cellOf = (item: ShownItem, column: Column): FileCell => {
      switch (column) {
        case 'at':
        case 'from':
          return format.dayTimeSec(item.at)
        case 'to':
          return item.to === null ? '–' : format.dayTimeSec(item.to)
        case 'who':
          if (item.who === null) return '–'
          return item.kind === 'handoff' ? departmentName(item.who) : nameOf(item.who)
        case 'case':
          return item.case ?? '–'
        case 'lost':
          return figure(item.lostSec, 'seconds', seconds(item.lostSec))
        case 'cause':
          return lossName(item.id)
        case 'id':
        case 'about':
          return item.id
        default:
          return column satisfies never
      }
    }
    const isFor = (column: Column) =>
      column === 'at'
        ? t(`at.${kind === 'stretch' || kind === 'state' ? 'case' : kind}`)
        : t(`column.${column}`)
    return {
      heads: columns.map(isFor),
      rows: (answer?.items ?? []).map((item) => columns.map((column) => cellOf(item, column))),
      caseColumn: columns.indexOf('case'),
    }
  }, [answer, t, format, seconds, nameOf, departmentName, lossName])
}
