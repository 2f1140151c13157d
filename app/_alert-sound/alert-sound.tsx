'use client'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/rows/row.ts'
import { useAlertTitle } from '../_alerts/alert-title.tsx'
import { useAckSending } from '../_alerts/use-ack-queue.ts'
import { notify, setIconBadge } from '../_browser/notifications.ts'
import { useArrived, useLive, useRowValues } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { playTone } from '../_ui/alert-tone.ts'
import { Icon } from '../_ui/icons.tsx'
import { useSound } from '../_ui/use-sound.ts'
import { mostSevereNew, ringsSince, type SoundedAlert } from './new-alerts.ts'
import { type SoundPreference, useSoundPreference } from './sound-preference.ts'
import { type ColleagueRequest, useColleagueRequests, useGivenSound } from './use-colleague-requests.ts'

/** What rings for me now, from the rows of the page that is open; another list only when something rings, or rings no more. */
function useSounded(): readonly SoundedAlert[] {
  const me = useMe()
  const { store } = useLive()
  const since = useCallback((alert: AlertRow) => (me === null ? undefined : ringsSince(me.id, alert)), [me])
  const parts = useRowValues('alert', since)
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
function notifyHidden(title: string, tag: string): void {
  if (document.visibilityState === 'visible') return
  notify(title, { tag, icon: '/icon-192.png' }, () => window.focus())
}

function useNotification(): (sounded: SoundedAlert) => void {
  const titleOf = useAlertTitle()
  return ({ alert }) => notifyHidden(titleOf(alert), alert.id)
}

/** What colleagues ask or give is heard like alerts: a call for a lead as a critical one, the rest as a warning. */
function useAskedSound(
  asked: readonly ColleagueRequest[],
  arrived: boolean,
  context: AudioContext | null,
  preference: SoundPreference,
): void {
  const before = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!arrived) return
    const known = before.current
    const fresh = known === null ? undefined : asked.find(({ key }) => !known.has(key))
    before.current = new Set([...(known ?? []), ...asked.map(({ key }) => key)])
    if (fresh === undefined) return
    if (context !== null && preference.sound[fresh.severity]) playTone(context, fresh.severity)
    if (preference.notify) notifyHidden(fresh.title, fresh.key)
  }, [asked, arrived, context, preference])
}

/**
 * The page that is open tells its person: by sound and notification where they wished it, by the title always. What
 * was told before the page was opened is not heard again. Also sends presses that waited for a network.
 */
export function AlertSound({ title }: { title: string }) {
  const t = useTranslations('ring')
  const preference = useSoundPreference()
  const arrived = useArrived()
  const sounded = useSounded()
  const { context, blocked } = useSound(Object.values(preference.sound).some(Boolean))
  const notifyOf = useNotification()
  const before = useRef<Set<string> | null>(null)
  useAckSending()
  const asked = useColleagueRequests()
  useBadge(title, sounded.length + asked.length)
  const given = useGivenSound()
  useAskedSound(asked, arrived, context, preference)
  useAskedSound(given, arrived, context, preference)
  useEffect(() => {
    if (!arrived) return
    const known = before.current
    const fresh = known === null ? null : mostSevereNew(sounded, known)
    before.current = new Set([...(known ?? []), ...sounded.map(({ key }) => key)])
    if (fresh === null) return
    if (context !== null && preference.sound[fresh.alert.severity]) playTone(context, fresh.alert.severity)
    if (preference.notify) notifyOf(fresh)
  }, [arrived, sounded, context, preference, notifyOf])
  if (!blocked) return null
  return (
    <p
      role="status"
      className="flex items-center gap-2 bg-raised px-4 py-1.5 text-base text-ink-2 print:hidden"
    >
      <Icon name="mute" /> {t('blocked')}
    </p>
  )
}
