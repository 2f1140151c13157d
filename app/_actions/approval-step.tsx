'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { kindsOf, limitOf, mayApprove, mayGrant, type Sum } from '#core/access/authority.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useMoney } from '../_format/use-money.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { useNewId } from '../_ui/use-new-id.ts'
import { CauseChips } from './cause-chips.tsx'
import { KindPick } from './kind-pick.tsx'
import type { WorkItemAction } from './work-item-action.ts'

/** Asks somebody who may decide; says first what one may decide oneself. */
export function ApprovalStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const me = useMe()
  const money = useMoney()
  const { people = [], authority = [], causes = [] } = useFacts()
  const causeTitle = useCauseTitle()
  const approval = useNewId()
  const kinds = kindsOf(authority)
  const [kind, setKind] = useState(kinds[0] ?? '')
  const [amount, setAmount] = useState('')
  const { cause: known } = useRow('case', subject) ?? {}
  const [cause, setCause] = useState(causes.find(({ id }) => id === known)?.id ?? null)
  const [words, setWords] = useState('')
  const [from, setFrom] = useState('')
  const why = useId()
  // The currency in which this site decides at all.
  const currency = authority.find((limit) => limit.kind === kind)?.upTo.currency ?? null
  const sum: Sum | null =
    amount === '' ? null : { amount: Number(amount), currency, kind: kind === '' ? null : kind }
  const own = me === null ? 0 : limitOf(authority, me.role, { currency, kind })
  const deciders = people.filter(
    ({ id, role }) =>
      id !== me?.id && mayApprove(authority, role, sum) && (sum === null || mayGrant(authority, role, sum)),
  )
  const isChosen = deciders.some(({ id }) => id === from)
  const missing = deciders.length === 0 ? 'nobodyDecides' : isChosen ? null : 'chooseWhom'
  // Whoever decides reads one sentence, wherever it reaches them.
  const typed = words.trim()
  const title = cause === null ? '' : causeTitle(cause)
  const reason =
    title !== '' && typed !== '' ? t('causeAndWords', { cause: title, words: typed }) : title + typed
  const ask = () =>
    acting
      .event('approval.requested', approval.id, {
        case: subject,
        from,
        ...(sum === null ? {} : { amount: sum.amount }),
        ...(sum === null || currency === null ? {} : { currency }),
        ...(kind === '' ? {} : { kind }),
        ...(cause === null ? {} : { cause }),
        ...(reason === '' ? {} : { reason }),
      })
      .then(done)
  return (
    <div className="grid gap-3">
      {causes.length > 0 && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 text-sm text-ink-2">{t('approvalCause')}</legend>
          <div className="flex flex-wrap gap-1.5">
            <CauseChips cause={cause} onPick={setCause} />
          </div>
        </fieldset>
      )}
      <div className="grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)_12rem]">
        <TextField
          label={currency === null ? t('amount') : t('amountIn', { currency })}
          value={amount}
          onChange={(text) => setAmount(text.replace(/[^\d.]/g, ''))}
        />
        <TextField label={t('approvalReason')} value={words} onChange={setWords} />
        <SelectField label={t('askWhom')} value={from} none="" options={deciders} onChange={setFrom} />
        <KindPick kinds={kinds} kind={kind} onPick={setKind} />
      </div>
      {sum !== null && sum.amount > 0 && Number.isFinite(own) && sum.amount <= own && (
        <p className="font-medium text-ok">{t('ownLimit', { amount: money({ amount: own, currency }) })}</p>
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
          <span id={why} className="text-sm text-ink-2">
            {t(missing)}
          </span>
        )}
      </div>
    </div>
  )
}
