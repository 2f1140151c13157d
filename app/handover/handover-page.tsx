'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { HandoverList } from './handover-list.tsx'
import { HandoverView } from './handover-view.tsx'

function Titled({ id }: { id: string | null }) {
  const t = useTranslations('handoverPage')
  return <Shell title={t('title')}>{id === null ? <HandoverList /> : <HandoverView id={id} />}</Shell>
}

/** Handing a shift over: the list of those made with the button for a new one, or one of them. */
export function HandoverPage({ id }: { id: string | null }) {
  return (
    <LivePage view="alerts">
      <Titled id={id} />
    </LivePage>
  )
}
