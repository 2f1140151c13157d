'use client'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/rows/row.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useNotices } from './use-notices.ts'

/** A contact is about an incident of which a notice tells: one press counts it there. */
export function NoticeAbout({ contact }: { contact: Pick<ContactRow, 'id' | 'case' | 'channel'> }) {
  const t = useTranslations('notice')
  const { event, busy, fault } = useAct()
  const incidents = useNotices().filter(({ case: of }) => of !== null && of !== contact.case)
  async function name(notice: string, incident: string): Promise<void> {
    const data = { contact: contact.id, channel: contact.channel, notice }
    await event('case.contacted', incident, data)
  }
  if (incidents.length === 0) return <Fault text={fault} />
  return (
    <p className="flex flex-wrap items-center gap-1.5">
      {incidents.map(({ id, case: of, text }) => (
        <Button key={id} className="max-w-full" disabled={busy} onClick={() => name(id, of!)} data-about={id}>
          <Icon name="megaphone" /> <span className="truncate">{t('about', { text })}</span>
        </Button>
      ))}
      <Fault text={fault} />
    </p>
  )
}
