'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import type { CallAbout } from '../_pbx-actions/dial-button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'

/** What a call to the number is about: the callback itself, the contact that was missed, or the case. */
function aboutOf({ type, id, caseId }: WorkItem): CallAbout {
  if (type === 'callback') return { callback: id }
  if (type === 'recovery') return { contact: id }
  return caseId === null ? {} : { case: caseId }
}

/** The number, where the server gives it to who must dial; a masked one is only to be recognised by. */
export function DialNumber({ item }: { item: WorkItem }) {
  const t = useTranslations('recovery')
  const owning = useRow('case', item.caseId ?? '')
  const callback = useRow('callback', item.type === 'callback' ? item.id : '')
  const missed = useRow('recovery', item.type === 'recovery' ? item.id : '')
  const phone = callback?.phone ?? missed?.phone ?? owning?.phone ?? null
  if (phone === null) return null
  const name = callback?.name ?? missed?.name ?? owning?.name ?? null
  return (
    <p className="mt-1.5 flex items-center gap-2 text-lg">
      <Icon name="phone" className="text-ink-3" />
      <PhoneNumber phone={phone} about={aboutOf(item)} />
      {name !== null && <span className="text-ink-2">{name}</span>}
      {callback?.missed != null && (
        <span className="text-base text-ink-2" data-missed={callback.missed}>
          {t(callback.missed)}
        </span>
      )}
    </p>
  )
}
