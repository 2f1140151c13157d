'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import type { DepartmentRequest } from './use-department-act.ts'

export interface FormProps {
  busy: boolean
  say: (wish: DepartmentRequest) => Promise<void>
}

const LONGEST = 4_000

/** The answer in full, as the customer shall hear it. */
export function AnswerForm({ busy, say }: FormProps) {
  const t = useTranslations('owedPage')
  const [answer, setAnswer] = useState('')
  return (
    <div className="grid gap-2">
      <label className="grid gap-1 text-sm text-ink-2">
        {t('answerLabel')}
        <textarea
          value={answer}
          maxLength={LONGEST}
          rows={5}
          onChange={(event) => setAnswer(event.target.value)}
          className="w-full rounded-[5px] border border-line-strong bg-raised px-2.5 py-2 text-md text-ink"
        />
      </label>
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
