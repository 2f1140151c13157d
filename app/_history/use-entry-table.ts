'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ShownEntry } from '#core/api/entry-report.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import type { FileTable } from './file-table.ts'
import { useSubjectOptions } from './use-subject-options.ts'

const heads = ['entered', 'queue', 'channel', 'outcomeLabel', 'wait', 'talk', 'agent', 'contact'] as const

/** Entries as a table, cell by cell what is shown and what is downloaded. */
export function useEntryTable(
  entries: readonly ShownEntry[],
): FileTable & { rows: readonly (readonly string[])[] } {
  const t = useTranslations('historyPage.entries')
  const format = useFormats()
  const figure = useDurationCell()
  const channelWord = useOpenWord('channel')
  const nameOf = useNameOfAnyone()
  const queues = useSubjectOptions('queue')
  return useMemo(() => {
    const names = new Map(queues.map(({ id, name }) => [id, name]))
    const reasonWord = (reason: string) =>
      t.has(`reason.${reason}` as never) ? t(`reason.${reason}` as 'reason.other') : reason
    const outcomeOf = ({ outcome, reason, rang, quick }: ShownEntry) =>
      [
        t(`outcome.${outcome}`),
        outcome === 'left' && reason !== null ? reasonWord(reason) : '',
        rang ? t('rang') : '',
        quick ? t('quick') : '',
      ]
        .filter((word) => word !== '')
        .join(' · ')
    return {
      heads: heads.map((head) => t(head)),
      rows: entries.map((entry) => [
        format.dayTimeSec(entry.enteredAt),
        entry.queue === '' ? '–' : (names.get(entry.queue) ?? entry.queue),
        channelWord(entry.channel),
        outcomeOf(entry),
        figure(entry.waitSec),
        figure(entry.talkSec),
        entry.agent === null ? '–' : nameOf(entry.agent),
        entry.contact,
      ]),
    }
  }, [entries, t, format, figure, channelWord, nameOf, queues])
}
