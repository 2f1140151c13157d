'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { AnswerForm } from './answer-form.tsx'
import type { HandoffCardProps } from './handoff-card-props.ts'
import { MoreTimeForm } from './more-time-form.tsx'
import { NotOursForm } from './not-ours-form.tsx'
import { type DepartmentRequest, useDepartmentAct } from './use-department-act.ts'

type Form = 'answer' | 'not-ours' | 'more-time'

const NAME = 'huiyin.department-name'

function keptName(): string {
  try {
    return localStorage.getItem(NAME) ?? ''
  } catch {
    // A browser that keeps nothing asks for the name again.
    return ''
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(NAME, name)
  } catch {
    // As above.
  }
}

/** Mine, answer, not ours, more time: what a department can say to a hand-off. */
export function HandoffActions({ handoff, others, path, done }: HandoffCardProps) {
  const t = useTranslations('owedPage')
  const [open, setOpen] = useState<Form | null>(null)
  const [name, setName] = useState(keptName)
  const { send, busy, fault } = useDepartmentAct(path, handoff.id)

  async function say(request: DepartmentRequest): Promise<void> {
    keepName(name)
    if (!(await send(request, name))) return
    setOpen(null)
    done()
  }
  const toggle = (form: Form) => ({
    'aria-expanded': open === form,
    onClick: () => setOpen(open === form ? null : form),
    'data-act': form,
  })
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        {handoff.acceptedAt === null && (
          <Button size="large" disabled={busy} onClick={() => say({ act: 'mine' })} data-act="mine">
            <Icon name="check" /> {t('mine')}
          </Button>
        )}
        <Button size="large" tone="strong" {...toggle('answer')}>
          {t('answer')}
        </Button>
        {others.length > 0 && (
          <Button size="large" {...toggle('not-ours')}>
            {t('notOurs')}
          </Button>
        )}
        <Button size="large" {...toggle('more-time')}>
          {t('moreTimeAsk')}
        </Button>
      </div>
      {open !== null && (
        <div className="grid gap-3 border-s-4 border-s-accent ps-3">
          {open === 'answer' && <AnswerForm busy={busy} say={say} />}
          {open === 'not-ours' && <NotOursForm busy={busy} say={say} others={others} />}
          {open === 'more-time' && <MoreTimeForm busy={busy} say={say} />}
          <TextField label={t('name')} value={name} onChange={setName} />
        </div>
      )}
      <Fault text={fault} />
    </div>
  )
}
