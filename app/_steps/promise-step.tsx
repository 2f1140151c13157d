'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useMe } from '../_frame/facts.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import type { Step } from './step.ts'
import { TextLine } from './text-line.tsx'
import { TimeChips } from './time-chips.tsx'

/** What we owe and by when. The words may be left out: then it is a word back that is promised. */
export function PromiseStep({ subject, acting, done }: Step) {
  const t = useTranslations('steps')
  const me = useMe()
  const promise = useNewId()
  const [text, setText] = useState('')
  const make = (due: string) =>
    acting
      .event('promise.made', promise.id, {
        case: subject,
        text: text.trim() === '' ? t('wordBack') : text.trim(),
        due,
        origin: 'service',
        ...(me?.agent == null ? {} : { agent: me.agent }),
      })
      .then(done)
  return (
    <div className="grid gap-3">
      <TextLine label={t('promised')} value={text} onChange={setText} />
      <TimeChips busy={acting.busy} label={t('promise')} onPick={make} />
    </div>
  )
}
