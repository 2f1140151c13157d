'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { Button } from '../_ui/button.tsx'
import type { KnownCustomer } from './known-customers.ts'
import { customerOf, NewCaseCustomer, type WhoProps } from './new-case-form.tsx'

/** Whose a case is to be instead, while that is typed; `changes`: as the event names it, empty where it stays. */
export interface CustomerChange {
  readonly who: WhoProps
  readonly changes: Readonly<Record<string, string>>
}

export function useCustomerChange(row: Pick<CaseRow, 'customer'>): CustomerChange {
  const [chosen, onChoose] = useState<KnownCustomer | null>(null)
  const [phone, onPhone] = useState('')
  const [name, onName] = useState('')
  const changes = chosen?.customer === row.customer && chosen !== null ? {} : customerOf(chosen, phone, name)
  return { who: { chosen, onChoose, phone, onPhone, name, onName }, changes }
}

interface CustomerFieldProps {
  row: Pick<CaseRow, 'name' | 'phone'>
  change: CustomerChange
}

/** Whose case it is; a press opens who it is instead, found like for a new case. */
export function CustomerField({ row, change }: CustomerFieldProps) {
  const t = useTranslations('describe')
  const [open, setOpen] = useState(false)
  const { phone, name } = change.who
  const known = [row.name, row.phone].filter((each) => each !== null).join(' · ')
  const isRenamed = row.phone !== null && phone.trim() === '' && name.trim() !== ''
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1 text-sm text-ink-2">{t('customer')}</legend>
      {open ? (
        <NewCaseCustomer {...change.who} focused />
      ) : (
        <p className="flex flex-wrap items-center gap-3">
          <span>{known === '' ? t('noCustomer') : known}</span>
          <Button onClick={() => setOpen(true)} data-act="another-customer">
            {t(known === '' ? 'setCustomer' : 'anotherCustomer')}
          </Button>
        </p>
      )}
      {isRenamed && <p className="text-sm text-ink-2">{t('numberStays', { phone: row.phone ?? '' })}</p>}
    </fieldset>
  )
}
