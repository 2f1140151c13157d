import { isSecurePage } from './secure-page.ts'

/** Whether the browser may notify. `insecure`: not on a page that came by plain http, whatever the person allows. */
export type NotifyState = NotificationPermission | 'insecure' | 'unsupported'

export function notifyState(): NotifyState {
  if (!isSecurePage()) return 'insecure'
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Asks the person; how it stands afterwards. */
export async function askToNotify(): Promise<NotifyState> {
  const state = notifyState()
  return state === 'default' ? Notification.requestPermission() : state
}

/** Shows a notification where that is allowed; a press on it calls back, and it goes away. */
export function notify(title: string, options: NotificationOptions, pressed: () => void): void {
  if (notifyState() !== 'granted') return
  const shown = new Notification(title, options)
  shown.onclick = () => {
    pressed()
    shown.close()
  }
}

/** The number on the icon of an installed page; a browser that shows none there loses nothing that is not elsewhere. */
export function setIconBadge(count: number): void {
  const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
  shown?.catch(() => undefined)
}
