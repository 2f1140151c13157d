'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { CustomerView } from './customer-view.tsx'

function Titled({ customer }: { customer: string }) {
  const t = useTranslations('customer')
  return (
    <Shell title={t('title')}>
      <CustomerView customer={customer} />
    </Shell>
  )
}

/** A customer with all that is known of them, of all time. */
export function CustomerPage({ customer }: { customer: string }) {
  return (
    <LivePage view="alerts">
      <Titled customer={customer} />
    </LivePage>
  )
}
