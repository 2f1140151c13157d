'use client'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/row.ts'
import { useAlertTitle } from '../_alerts/alert-title.tsx'
import { useAckSending } from '../_alerts/use-ack-queue.ts'
import { notify, setIconBadge } from '../_browser/notifications.ts'
import { useArrived, useLive, useRowParts } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { playTone } from '../_ui/alert-tone.ts'
import { Icon } from '../_ui/icons.tsx'
import { useSound } from '../_ui/use-sound.ts'
import { mostSevereNew, ringsSince, type SoundedAlert } from './new-alerts.ts'
import { useSoundPreference } from './sound-preference.ts'

/** What rings for me now, from the rows of the face that is open; another list only when something rings, or rings no more. */
function useSounded(): readonly SoundedAlert[] {
  const me = useMe()
  const { store } = useLive()
  const since = useCallback((alert: AlertRow) => (me === null ? undefined : ringsSince(me.id, alert)), [me])
  const parts = useRowParts('alert', since)
  return useMemo(
    () =>
      [...parts].flatMap(([id, at]) => {
        const alert = store.row('alert', id)
        return alert === null ? [] : [{ alert, key: `${id} ${at}` }]
      }),
    [parts, store],
  )
}

/** "(2) Desk · Huiyin", and the number on the icon of an installed page. */
function useBadge(title: string, count: number): void {
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · Huiyin`
    setIconBadge(count)
  }, [title, count])
}

/** The browser's own notification while nobody looks at the page; a press on it brings the page back. */
function useNotification(): (sounded: SoundedAlert) => void {
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
export function AlertSound({ title }: { title: string }) {
  const t = useTranslations('ring')
  const wish = useSoundPreference()
  const arrived = useArrived()
  const sounded = useSounded()
  const { context, blocked } = useSound(Object.values(wish.sound).some(Boolean))
  const notifyOf = useNotification()
  const before = useRef<Set<string> | null>(null)
  useAckSending()
  useBadge(title, sounded.length)
  useEffect(() => {
    if (!arrived) return
    const known = before.current
    const fresh = known === null ? null : mostSevereNew(sounded, known)
    before.current = new Set([...(known ?? []), ...sounded.map(({ key }) => key)])
    if (fresh === null) return
    if (context !== null && wish.sound[fresh.alert.severity]) playTone(context, fresh.alert.severity)
    if (wish.notify) notifyOf(fresh)
  }, [arrived, sounded, context, wish, notifyOf])
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
