'use client'
import { useLocale } from 'use-intl/react'
import { moneyText } from '#core/access/money.ts'

/** A sum in the reader's language, with its currency. */
export function useMoney(): (sum: { readonly amount: number; readonly currency: string | null }) => string {
  const locale = useLocale()
  return ({ amount, currency }) => moneyText(amount, currency, locale)
}
