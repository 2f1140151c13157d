'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { TextArea } from '../_ui/text-area.tsx'
import type { DepartmentRequest } from './use-department-act.ts'

export interface FormProps {
  busy: boolean
  say: (request: DepartmentRequest) => Promise<void>
}

const LONGEST = 4_000

/** The answer in full, as the customer shall hear it. */
export function AnswerForm({ busy, say }: FormProps) {
  const t = useTranslations('owedPage')
  const [answer, setAnswer] = useState('')
  return (
    <div className="grid gap-2">
      <TextArea label={t('answerLabel')} value={answer} onChange={setAnswer} rows={5} maxLength={LONGEST} />
      <Button
        tone="strong"
        size="large"
        className="w-fit"
        disabled={busy || answer.trim() === ''}
        onClick={() => say({ act: 'answer', answer: answer.trim() })}
        data-send="answer"
      >
        {t('answerSend')}
      </Button>
    </div>
  )
}
