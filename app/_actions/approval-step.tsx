'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { mayApprove, mayGrant } from '#core/access/authority.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { useNewId } from '../_ui/use-new-id.ts'
import { TextField } from './text-field.tsx'
import type { WorkItemAction } from './work-item-action.ts'

/** What a role may decide alone, of one kind of thing. */
function useOwnLimit(): { amount: number; currency: string } | null {
  const me = useMe()
  const { authority = [] } = useFacts()
  return authority.find(({ role }) => role === me?.role)?.upTo ?? null
}

/** Asks somebody who may decide; says first what one may decide oneself. */
export function ApprovalStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const me = useMe()
  const { people = [], authority = [] } = useFacts()
  const limit = useOwnLimit()
  const approval = useNewId()
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const why = useId()
  const value = Number(amount)
  const currency = limit?.currency ?? 'CNY'
  const sum = amount === '' ? null : { amount: value, currency }
  const deciders = people.filter(
    ({ id, role }) =>
      id !== me?.id && mayApprove(authority, role, sum) && (sum === null || mayGrant(authority, role, sum)),
  )
  const isChosen = deciders.some(({ id }) => id === from)
  const missing = deciders.length === 0 ? 'nobodyDecides' : isChosen ? null : 'chooseWhom'
  const ask = () =>
    acting
      .event('approval.requested', approval.id, {
        case: subject,
        from,
        ...sum,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      })
      .then(done)
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-[7rem_minmax(0,1fr)_12rem]">
        <TextField
          label={t('amount')}
          value={amount}
          onChange={(text) => setAmount(text.replace(/[^\d.]/g, ''))}
        />
        <TextField label={t('approvalReason')} value={reason} onChange={setReason} />
        <label className="grid gap-1 text-[0.8125rem] text-ink-2">
          {t('askWhom')}
          <select
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            className="h-9 rounded-[5px] border border-line-strong bg-raised px-2 text-ink"
          >
            <option value="" />
            {deciders.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {limit !== null && value > 0 && value <= limit.amount && (
        <p className="font-medium text-ok">
          {t('ownLimit', { amount: `${limit.amount} ${limit.currency}` })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          tone="strong"
          className="w-fit"
          disabled={acting.busy || missing !== null}
          aria-describedby={missing === null ? undefined : why}
          onClick={ask}
        >
          {t('ask')}
        </Button>
        {missing !== null && (
          <span id={why} className="text-[0.8125rem] text-ink-2">
            {t(missing)}
          </span>
        )}
      </div>
    </div>
  )
}
