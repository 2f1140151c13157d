'use client'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAlertTitle } from '../_alerts/alert-words.tsx'
import { useAckSending } from '../_alerts/use-ack-queue.ts'
import { notify, setIconBadge } from '../_browser/notifications.ts'
import { useMe } from '../_frame/facts.ts'
import { useAllRows, useArrived } from '../_live/use-live.ts'
import { playChime } from '../_ui/chime.ts'
import { Icon } from '../_ui/icons.tsx'
import { useSound } from '../_ui/use-sound.ts'
import { freshest, type Rung, rungFor } from './fresh-tellings.ts'
import { useRingWish } from './ring-wish.ts'

/** What rings for me now, from the rows of the face that is open. */
function useRung(): readonly Rung[] {
  const me = useMe()
  const alerts = useAllRows('alert')
  return useMemo(() => (me === null ? [] : rungFor(me.id, alerts)), [me, alerts])
}

/** "(2) Desk · Huiyin", and the number on the icon of an installed page. */
function useBadge(title: string, count: number): void {
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · Huiyin`
    setIconBadge(count)
  }, [title, count])
}

/** The browser's own notification while nobody looks at the page; a press on it brings the page back. */
function useNotification(): (rung: Rung) => void {
  const titleOf = useAlertTitle()
  return ({ alert }) => {
    if (document.visibilityState === 'visible') return
    notify(titleOf(alert), { tag: alert.id, icon: '/icon-192.png' }, () => window.focus())
  }
}

/**
 * The face that is open tells its person: by sound and notification where they wished it, by the title always. What
 * was told before the page was opened is not heard again. Also sends presses that waited for a network.
 */
export function Ringing({ title }: { title: string }) {
  const t = useTranslations('ring')
  const wish = useRingWish()
  const arrived = useArrived()
  const rung = useRung()
  const { context, blocked } = useSound(Object.values(wish.sound).some(Boolean))
  const notifyOf = useNotification()
  const before = useRef<Set<string> | null>(null)
  useAckSending()
  useBadge(title, rung.length)
  useEffect(() => {
    if (!arrived) return
    const known = before.current
    const fresh = known === null ? null : freshest(rung, known)
    before.current = new Set([...(known ?? []), ...rung.map(({ key }) => key)])
    if (fresh === null) return
    if (context !== null && wish.sound[fresh.alert.severity]) playChime(context, fresh.alert.severity)
    if (wish.notify) notifyOf(fresh)
  }, [arrived, rung, context, wish, notifyOf])
  if (!blocked) return null
  return (
    <p
      role="status"
      className="flex items-center gap-2 bg-raised px-4 py-1.5 text-[0.875rem] text-ink-2 print:hidden"
    >
      <Icon name="mute" /> {t('blocked')}
    </p>
  )
}
