'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { ActTaken } from '../_ui/act-taken.ts'
import { Button } from '../_ui/button.tsx'
import { DateTimeField } from '../_ui/date-time-field.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { useAct } from '../_ui/use-act.ts'
import { CustomerField, useCustomerChange } from './customer-change.tsx'
import { priorities, useCaseOptions } from './use-case-options.ts'
import { useMay } from './use-may.ts'
import type { WorkItemAction } from './work-item-action.ts'

type Described = Pick<CaseRow, 'title' | 'kind' | 'cause' | 'queue'>
const staysOpen = () => {}
const words = ['title', 'kind', 'cause', 'queue'] as const

/** What of a case was changed, as the event names it: what is left out stays. */
function changesOf(row: CaseRow, typed: Described, deadlineAt: string | null): Record<string, unknown> {
  const changed = words.filter((field) => (typed[field] ?? '') !== (row[field] ?? '') && typed[field] !== '')
  return {
    ...Object.fromEntries(changed.map((field) => [field, typed[field]])),
    ...(deadlineAt === row.deadlineAt ? {} : { deadline: deadlineAt }),
  }
}

/** How urgent it is: one press each. */
function Priority({ row }: { row: CaseRow }) {
  const t = useTranslations('describe')
  const acting = useAct()
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="pb-1 text-sm text-ink-2">{t('priorityOf')}</legend>
      {priorities.map((priority) => (
        <Button
          key={priority}
          className="min-h-9 aria-pressed:border-accent aria-pressed:bg-accent-soft"
          aria-pressed={row.priority === priority}
          disabled={acting.busy}
          onClick={() => {
            if (row.priority !== priority) void acting.event('case.priority_changed', row.id, { priority })
          }}
          data-priority={priority}
        >
          {t(`priority.${priority}`)}
        </Button>
      ))}
      <Fault text={acting.fault} />
    </fieldset>
  )
}

/** What can be chosen, with what it is now, which may be nobody's choice any more. */
function withCurrent(
  options: ReturnType<typeof useCaseOptions>['queues'],
  id: string | null,
  name: string | null,
) {
  if (id === null || options.some((option) => option.id === id)) return options
  return [{ id, name: name ?? id }, ...options]
}

function DescribeForm({ row, acting, done }: { row: CaseRow } & Omit<WorkItemAction, 'subject'>) {
  const t = useTranslations('describe')
  const { kinds, causes, queues } = useCaseOptions()
  const { queues: all = [] } = useFacts()
  // Whoever only has the customer on the line says what it is about, not whose it is and by when.
  const isMine = useMay(row)('case.priority_changed')
  const queueName = all.find(({ id }) => id === row.queue)?.name ?? null
  const [typed, setTyped] = useState<Described>(row)
  const [deadline, setDeadline] = useState(row.deadlineAt)
  const set = (field: (typeof words)[number]) => (value: string) => setTyped({ ...typed, [field]: value })
  const change = useCustomerChange(row)
  const described = changesOf(row, { ...typed, title: typed.title?.trim() ?? null }, deadline)
  const changes = { ...described, ...change.changes }
  const isSame = Object.keys(changes).length === 0
  function save(event: FormEvent): void {
    event.preventDefault()
    if (!isSame) void acting.event('case.described', row.id, changes).then(done)
  }
  return (
    <form className="grid gap-3" onSubmit={save}>
      <TextField label={t('title')} value={typed.title ?? ''} onChange={set('title')} />
      {isMine && <CustomerField row={row} change={change} />}
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {(isMine || row.kind !== 'complaint') && (
          <SelectField label={t('kind')} value={typed.kind} options={kinds} onChange={set('kind')} />
        )}
        <SelectField
          label={t('cause')}
          value={typed.cause ?? ''}
          {...(row.cause === null ? { none: t('unsaid') } : {})}
          options={withCurrent(causes, row.cause, null)}
          onChange={set('cause')}
        />
        {isMine && (
          <>
            <SelectField
              label={t('queue')}
              value={typed.queue ?? ''}
              {...(row.queue === null ? { none: t('unsaid') } : {})}
              options={withCurrent(queues, row.queue, queueName)}
              onChange={set('queue')}
            />
            <DateTimeField label={t('deadline')} value={deadline} onChange={setDeadline} />
          </>
        )}
      </div>
      <div className="flex flex-wrap items-end justify-between gap-3">
        {isMine && (
          // An act of its own, in the middle of what is typed: the window stays.
          <ActTaken value={staysOpen}>
            <Priority row={row} />
          </ActTaken>
        )}
        <Button
          type="submit"
          tone="strong"
          className="min-h-9"
          disabled={acting.busy || isSame}
          data-act="describe"
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** What the case is about and whose it is: subject, customer, kind, cause, queue, the customer's own deadline; and how urgent it is. */
export function DescribeStep({ subject, acting, done }: WorkItemAction) {
  const row = useRow('case', subject)
  return row === null ? null : <DescribeForm row={row} acting={acting} done={done} />
}
