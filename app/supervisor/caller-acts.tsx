'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { useRequestAct } from '../_pbx-actions/use-request-act.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { showDone } from '../_ui/done-notice.tsx'

/** What a caller gets who is moved ahead; all others have 0 unless the PBX gives them more. */
const AHEAD = 10

/** What may be done about a caller who waits: moved ahead, or let go to be called back. Nothing, where the PBX takes neither. */
export function CallerActs({ id }: { id: string }) {
  const t = useTranslations('pbx')
  const row = useRow('contact', id)
  const feed = useRow('feed', id.split('/', 1)[0]!)
  const { ask, asked } = useRequestAct(JSON.stringify([row?.state, row?.priority]), { onTop: true })
  if (row === null || (row.state !== 'waiting' && row.state !== 'ringing') || row.queue === null) return null
  const may = (act: string) => feed?.acts.includes(act) === true
  const put = async (priority: number) => {
    if (await ask('priority', { name: 'priority', contact: id, priority }))
      showDone(priority === 0 ? t('usualAgain') : t('movedAhead', { priority }))
  }
  const takeOut = async () => {
    if (await ask('withdraw', { name: 'withdraw', contact: id })) showDone(t('takenOut'))
  }
  const choices = [
    ...(may('priority')
      ? [
          { key: 'ahead', label: t('ahead'), choose: () => void put(AHEAD) },
          { key: 'usual', label: t('usual'), choose: () => void put(0) },
        ]
      : []),
    ...(may('withdraw') ? [{ key: 'out', label: t('takeOut'), choose: () => void takeOut() }] : []),
  ]
  if (choices.length === 0) return null
  return (
    <Choose
      trigger={
        // Not disabled, which would cost it the focus, and the list would let its line go.
        <Button aria-label={t('caller')} data-act="caller-acts" aria-disabled={asked !== null}>
          {asked === null ? '⋯' : t('asked')}
        </Button>
      }
      choices={choices}
    />
  )
}

/** That the PBX answers a caller ahead of the others, or after them. */
export function CallerPriority({ id }: { id: string }) {
  const t = useTranslations('pbx')
  const priority = useRow('contact', id)?.priority ?? null
  if (priority === null || Number(priority) === 0) return null
  return (
    <b className="text-ink-2" data-priority={priority}>
      {' · '}
      {t('priority', { priority: String(priority) })}
    </b>
  )
}
