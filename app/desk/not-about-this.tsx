'use client'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/rows/row.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/** The customer calls about something else: the link that was derived is taken back, and the case's clocks with it. */
export function NotAboutThis({ contact }: { contact: ContactRow }) {
  const t = useTranslations('desk')
  const { event, busy, fault } = useAct()
  return (
    <span className="inline-flex items-center gap-1.5">
      <Button
        tone="quiet"
        disabled={busy}
        onClick={() => event('system.link_withdrawn', contact.id, { case: contact.case })}
        data-act="unlink"
      >
        <Icon name="link" /> {t('notAboutThis')}
      </Button>
      <Fault text={fault} />
    </span>
  )
}
