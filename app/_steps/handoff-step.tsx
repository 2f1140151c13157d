'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../_frame/facts.ts'
import { Button } from '../_ui/button.tsx'
import type { Step } from './step.ts'
import { TextLine } from './text-line.tsx'

/** To which department, with which question; the answer is still owed by us. */
export function HandoffStep({ subject, acting, done }: Step) {
  const t = useTranslations('steps')
  const { departments = [] } = useFacts()
  const [question, setQuestion] = useState('')
  const send = (department: string) =>
    acting
      .event('handoff.sent', crypto.randomUUID(), {
        case: subject,
        department,
        ...(question.trim() === '' ? {} : { question: question.trim() }),
      })
      .then(done)
  return (
    <div className="grid gap-3">
      <TextLine label={t('question')} value={question} onChange={setQuestion} />
      <div className="flex flex-wrap gap-1.5">
        {departments.length === 0 && <p className="text-ink-3">{t('noDepartments')}</p>}
        {departments.map(({ id, name }) => (
          <Button key={id} disabled={acting.busy} onClick={() => send(id)} data-department={id}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  )
}
