'use client'
import { useTranslations } from 'use-intl/react'
import type { Act } from '#core/pbx-actions/act-request.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { useAwayReasons } from './use-away-reasons.ts'

interface PauseInQueueProps {
  /** The pause there; null: calls of this queue reach the agent. */
  pause: { reason: string | null } | null
  may: (act: Act) => boolean
  /** This one was asked for, and the PBX's own word is not here yet. */
  asked: boolean
  disabled: boolean
  onPause: (reason: string) => void
  onUnpause: () => void
}

/** A pause in one queue: why, and the way out of it or into it, as far as the PBX takes it. */
export function PauseInQueue({ pause, may, asked, disabled, onPause, onUnpause }: PauseInQueueProps) {
  const t = useTranslations('pbx')
  const word = useOpenWord('awayReason')
  const reasons = useAwayReasons()
  if (pause !== null)
    return (
      <div className="col-span-full -mt-1 mb-1.5 flex items-center justify-between gap-3" data-paused="">
        <span className="text-sm font-medium text-warn">
          {pause.reason === null ? t('pausedHerePlain') : t('pausedHere', { reason: word(pause.reason) })}
        </span>
        {may('unpause') && (
          <Button disabled={disabled} onClick={onUnpause} data-act="unpause-queue">
            {asked ? t('asked') : t('unpause')}
          </Button>
        )}
      </div>
    )
  if (!may('pause')) return null
  return (
    <div className="col-span-full -mt-1 mb-1.5 flex justify-end">
      <Choose
        trigger={
          <Button tone="quiet" disabled={disabled} data-act="pause-queue">
            {asked ? t('asked') : t('pauseHere')}
          </Button>
        }
        choices={reasons.map(({ id, name }) => ({ key: id, label: name, choose: () => onPause(id) }))}
      />
    </div>
  )
}
