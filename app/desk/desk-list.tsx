'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { WorkItemRow } from './work-item-row.tsx'

/** More than these nobody does before the list has changed. */
const PAGE = 30

/** What comes after the next thing, in the one order: as much of it as one reads, and more on demand. */
export function DeskList({ entries }: { entries: readonly WorkItem[] }) {
  const t = useTranslations('desk')
  const [shown, setShown] = useState(PAGE)
  const more = Math.min(PAGE, entries.length - shown)
  return (
    <>
      <ol>
        {entries.slice(0, shown).map((item) => (
          <WorkItemRow key={item.key} item={item} />
        ))}
      </ol>
      {more > 0 && (
        <Button tone="quiet" className="mt-2" onClick={() => setShown(shown + PAGE)}>
          {t('more', { count: more })}
        </Button>
      )}
    </>
  )
}
