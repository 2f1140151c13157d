'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { kindsOf } from '#core/access/authority.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { KindPick } from './kind-pick.tsx'
import { TimeChips } from './time-chips.tsx'
import { useCaseOptions, useCurrencies } from './use-case-options.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** What was offered to the customer: a sum in a currency of the site, of one of the kinds that it limits. */
function useOffer() {
  const currencies = useCurrencies()
  const { authority = [] } = useFacts()
  const kinds = kindsOf(authority)
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState(currencies[0] ?? '')
  const [kind, setKind] = useState(kinds[0] ?? '')
  // Of one kind there is nothing to say: its limit counts anyway.
  const said = kinds.length < 2 ? {} : { kind }
  const offer = amount === '' ? {} : { offer: { amount: Number(amount), currency, ...said } }
  function pickKind(picked: string): void {
    setKind(picked)
    const limited = authority.filter((limit) => limit.kind === picked).map(({ upTo }) => upTo.currency)
    const [first] = limited
    if (first !== undefined && !limited.includes(currency)) setCurrency(first)
  }
  return { amount, setAmount, currency, setCurrency, currencies, kind, kinds, pickKind, offer }
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
  const { amount, setAmount, currency, setCurrency, currencies, kind, kinds, pickKind, offer } = useOffer()
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
          {kinds.length > 1 && (
            <div className="col-span-2">
              <KindPick kinds={kinds} kind={kind} onPick={pickKind} />
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
