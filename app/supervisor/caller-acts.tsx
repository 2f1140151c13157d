'use client'
import { useTranslations } from 'use-intl/react'
import { useRequestAct } from '../_acts/use-request-act.ts'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { sayDone } from '../_ui/done-notice.tsx'

/** What a caller gets who is moved ahead; all others have 0 unless the PBX gives them more. */
const AHEAD = 10

/** What may be done about a caller who waits: moved ahead, or let go to be called back. Nothing, where the PBX takes neither. */
export function CallerActs({ id }: { id: string }) {
  const t = useTranslations('pbx')
  const row = useRow('contact', id)
  const feed = useRow('feed', id.split('/', 1)[0]!)
  const { ask, asked } = useRequestAct(JSON.stringify(row?.state ?? null), { onTop: true })
  if (row === null || (row.state !== 'waiting' && row.state !== 'ringing') || row.queue === null) return null
  const may = (act: string) => feed?.acts.includes(act) === true
  const put = async (priority: number) => {
    if (await ask('priority', { name: 'priority', contact: id, priority })) sayDone(t('movedAhead'))
  }
  const takeOut = async () => {
    if (await ask('withdraw', { name: 'withdraw', contact: id })) sayDone(t('takenOut'))
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
        <Button aria-label={t('caller')} data-act="caller-acts" disabled={asked !== null}>
          {asked === null ? '⋯' : t('asked')}
        </Button>
      }
      choices={choices}
    />
  )
}
