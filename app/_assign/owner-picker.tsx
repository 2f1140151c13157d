'use client'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { AssignPicker } from './assign-picker.tsx'
import { type GivenWork, givenOfAll } from './given.ts'
import { useGive } from './use-give.ts'

interface OwnerPickerProps {
  given: GivenWork
  /** Who has it, by the agent's id, and by name. */
  owner: string | null
  ownerName: string | null
  queue?: string | null
  team?: string | null
  className?: string
}

/** Whose something is; pressed, it is given to somebody else. */
export function OwnerPicker({ given, owner, ownerName, queue, team, className = '' }: OwnerPickerProps) {
  const t = useTranslations('assign')
  const { give, busy } = useGive()
  const name = ownerName ?? t('noOwner')
  return (
    <AssignPicker
      as="agent"
      label={t('ownerOf', { name })}
      queue={queue ?? null}
      team={team ?? null}
      owner={owner}
      onPick={(to) => void give([given], to)}
      onGiveBack={owner === null ? undefined : () => void give([given], null)}
      trigger={
        // Not disabled, which would cost it the focus, and a list that is read would let its line go.
        <Button
          tone={owner === null ? 'plain' : 'quiet'}
          aria-disabled={busy}
          className={`max-w-44 min-w-0 ${className}`}
          data-act="owner"
        >
          <Icon name="person" className="text-ink-3" />
          <span className="truncate">{name}</span>
          <Icon name="down" className="text-ink-3 max-sm:hidden" />
        </Button>
      }
    />
  )
}

interface AssignManyProps {
  entries: readonly WorkItem[]
  onGiven: () => void
}

/** Who has what an entry is given away with. */
const ownerOf = ({ type, agent, caseOwner }: WorkItem) => (type === 'callback' ? agent : caseOwner)

/** Gives several things at once to one person, or back. */
export function AssignMany({ entries, onGiven }: AssignManyProps) {
  const t = useTranslations('assign')
  const { give, busy } = useGive()
  const giveTo = (to: Assignee | null) => void give(givenOfAll(entries), to).then(onGiven)
  return (
    <AssignPicker
      as="agent"
      label={t('assign')}
      onPick={giveTo}
      onGiveBack={entries.every((item) => ownerOf(item) === null) ? undefined : () => giveTo(null)}
      trigger={
        <Button tone="strong" aria-disabled={busy} data-act="assign-many">
          <Icon name="person" /> {t('assign')}
        </Button>
      }
    />
  )
}
