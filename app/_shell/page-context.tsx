'use client'
import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl/react'
import { FactsContext, MeContext } from './facts.ts'
import type { PreparedPage } from './prepare.ts'

export function PageContext({ prepared, children }: { prepared: PreparedPage; children: ReactNode }) {
  const { facts, me, language, messages } = prepared
  return (
    <IntlProvider locale={language} timeZone={facts.timezone} messages={messages}>
      <FactsContext value={facts}>
        <MeContext value={me}>{children}</MeContext>
      </FactsContext>
    </IntlProvider>
  )
}
