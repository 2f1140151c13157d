'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
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
      onGiveBack={() => void give([given], null)}
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
  entries: Parameters<typeof givenOfAll>[0]
  onGiven: () => void
}

/** Gives several things at once to one person. */
export function AssignMany({ entries, onGiven }: AssignManyProps) {
  const t = useTranslations('assign')
  const { give, busy } = useGive()
  return (
    <AssignPicker
      as="agent"
      label={t('assign')}
      onPick={(to) => void give(givenOfAll(entries), to).then(onGiven)}
      trigger={
        <Button tone="strong" aria-disabled={busy} data-act="assign-many">
          <Icon name="person" /> {t('assign')}
        </Button>
      }
    />
  )
}
