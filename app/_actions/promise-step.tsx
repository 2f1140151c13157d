'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { TextField } from '../_ui/text-field.tsx'
import { useNewId } from '../_ui/use-new-id.ts'
import { TimeChips } from './time-chips.tsx'
import type { WorkItemAction } from './work-item-action.ts'

/**
 * What we owe and by when. The words may be left out: then it is a word back that is promised. A promise whose answer
 * was lost is made all the same: another time that is pressed then moves it.
 */
export function PromiseStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const me = useMe()
  const promise = useNewId()
  const [text, setText] = useState('')
  const owning = useRow('case', subject)
  const isMade = useRow('promise', promise.id) !== null
  const make = (due: string) =>
    acting.event('promise.made', promise.id, {
      case: subject,
      text: text.trim() === '' ? t('wordBack') : text.trim(),
      due,
      origin: 'service',
      ...(me?.agent == null ? {} : { agent: me.agent }),
    })
  const move = (due: string) => acting.event('promise.moved', promise.id, { due })
  const press = (due: string) => (isMade ? move(due) : make(due)).then(done)
  return (
    <div className="grid gap-3">
      <TextField label={t('promised')} value={text} onChange={setText} />
      <TimeChips busy={acting.busy} label={t('promise')} queue={owning?.queue ?? null} onPick={press} />
    </div>
  )
}
