'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/rows/row.ts'
import { useAgentName } from '../_shell/names.ts'
import { PhoneNumber } from '../_ui/phone-number.tsx'

/** Who is behind an alert: the customer, by what number they are reached, and whose case it is. */
export function AlertPeople({ alert }: { alert: AlertRow }) {
  const t = useTranslations('alert')
  const { about } = alert
  const owner = useAgentName(about?.owner ?? null)
  if (about === null) return null
  const { name, phone } = about
  const parts = [
    { key: 'name', node: name },
    { key: 'phone', node: phone === null ? null : <PhoneNumber phone={phone} /> },
    // A call is in a queue; only of a case somebody could have taken it on.
    {
      key: 'owner',
      node: owner !== null ? t('owner', { name: owner }) : alert.case === null ? null : t('noOwner'),
    },
  ].filter(({ node }) => node !== null)
  return parts.map(({ key, node }, index) => (
    <Fragment key={key}>
      {index > 0 && ' · '}
      {node}
    </Fragment>
  ))
}
