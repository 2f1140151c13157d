'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { TimeChips } from './time-chips.tsx'
import { useCaseOptions, useCurrencies } from './use-case-options.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** What was offered to the customer: a sum in a currency of the site. */
function useOffer() {
  const currencies = useCurrencies()
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState(currencies[0] ?? '')
  const offer = amount === '' ? {} : { offer: { amount: Number(amount), currency } }
  return { amount, setAmount, currency, setCurrency, currencies, offer }
}

/**
 * We spoke to the customer: with the answer, accepted or refused, or with word of how far we are and when the next one
 * comes. What was said, by which channel and what was offered may be left out: then one press is the whole answer.
 */
export function ReplyStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const owning = useRow('case', subject)
  const describe = useTranslations('describe')
  const { channels } = useCaseOptions()
  const [said, setSaid] = useState('')
  const [channel, setChannel] = useState('')
  const { amount, setAmount, currency, setCurrency, currencies, offer } = useOffer()
  const text = said.trim()
  const reply = (data: Record<string, unknown>) =>
    acting
      .event('case.replied', subject, {
        ...data,
        ...(text === '' ? {} : { text }),
        ...(channel === '' ? {} : { channel }),
        ...offer,
      })
      .then(done)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        <Button
          tone="strong"
          disabled={acting.busy}
          onClick={() => reply({ kind: 'answer', accepted: true })}
          data-reply="accepted"
        >
          {t('answerAccepted')}
        </Button>
        <Button
          disabled={acting.busy}
          onClick={() => reply({ kind: 'answer', accepted: false })}
          data-reply="refused"
        >
          {t('answerRefused')}
        </Button>
      </div>
      <div className="grid gap-1.5">
        <p className="text-sm text-ink-2">{t('progress')}</p>
        <TimeChips
          busy={acting.busy}
          label={t('progress')}
          queue={owning?.queue ?? null}
          onPick={(nextAt) => reply({ kind: 'progress', nextAt })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_13rem]">
        <TextField label={describe('said')} value={said} onChange={setSaid} />
        <SelectField
          label={describe('channel')}
          value={channel}
          none={describe('unsaid')}
          options={channels}
          onChange={setChannel}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-end gap-1.5">
          <TextField
            label={describe('offer')}
            value={amount}
            onChange={(typed) => setAmount(typed.replace(/[^\d.]/g, ''))}
          />
          <SelectField
            label={describe('currency')}
            value={currency}
            options={currencies.map((id) => ({ id, name: id }))}
            onChange={setCurrency}
          />
        </div>
      </div>
    </div>
  )
}
