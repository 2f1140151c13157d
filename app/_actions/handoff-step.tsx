'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { useNewId } from '../_ui/use-new-id.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** By when each department would have to answer, by the customer's own time. */
interface Dues {
  departments: { department: string; dueAt: string | null; tooLate: boolean }[]
}

/** To which department, with which question; the answer is still owed by us. */
export function HandoffStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const { departments = [] } = useFacts()
  const handoff = useNewId()
  const [question, setQuestion] = useState('')
  const [words, setWords] = useState('')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  // A case that is opened by what is said here has no deadline of its customer's yet.
  const isThere = useRow('case', subject) !== null
  const { value } = useLoaded<Dues>(
    isThere ? `/api/v1/cases/${encodeURIComponent(subject)}/handoff-due` : null,
  )
  const asked = departments.map((each) => {
    const due = value?.departments.find(({ department }) => department === each.id)
    return { ...each, dueAt: due?.dueAt ?? null, tooLate: due?.tooLate === true }
  })
  async function send(department: string): Promise<void> {
    const said = words.trim()
    const noted = said === '' ? [] : [{ type: 'case.noted', subject, data: { text: said, by: 'customer' } }]
    const asked = question.trim() === '' ? {} : { question: question.trim() }
    const data = { case: subject, department, ...asked }
    done(await acting.events([...noted, { type: 'handoff.sent', subject: handoff.id, data }]))
  }
  return (
    <div className="grid gap-3">
      <TextField label={t('question')} value={question} onChange={setQuestion} />
      <TextField label={t('customersWords')} value={words} onChange={setWords} />
      <div className="flex flex-wrap gap-1.5">
        {departments.length === 0 && <p className="text-ink-3">{t('noDepartments')}</p>}
        {asked.map(({ id, name, dueAt }) => (
          <Button key={id} disabled={acting.busy} onClick={() => send(id)} data-department={id}>
            {name}
            {dueAt !== null && (
              <span className="figure text-ink-3">{t('dueBy', { time: format.by(dueAt, now) })}</span>
            )}
          </Button>
        ))}
      </div>
      {asked.map(
        ({ id, name, dueAt, tooLate }) =>
          tooLate &&
          dueAt !== null && (
            <p key={id} role="status" className="text-base font-medium text-warn" data-too-late={id}>
              <StateShape mark="warned" /> {t('tooLate', { department: name, time: format.by(dueAt, now) })}
            </p>
          ),
      )}
    </div>
  )
}
