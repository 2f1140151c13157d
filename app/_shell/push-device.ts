'use client'
import { isSecurePage } from '../_browser/secure-page.ts'
import { type Subscribed, subscribePush } from './subscribe-push.ts'
import { sendJson } from './use-loaded.ts'

/** Under which this device remembers the contact method that stands for it among its person’s. */
const METHOD = 'huiyin.push-way'

/**
 * Whether this browser can be pushed to, and is. `needs_https`: no browser pushes to a page that came by plain http.
 * `needs_install`: an iPhone pushes to installed pages only.
 */
export type PushState = 'asking' | 'needs_https' | 'unsupported' | 'needs_install' | 'denied' | 'off' | 'on'

const isApple = () => /iPhone|iPad/.test(navigator.userAgent)

/** The page's service worker; registered once, on the pages of a phone. */
export async function registerWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null
  try {
    return await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  } catch {
    // A browser that allows no worker (a private window) still shows the page.
    return null
  }
}

export async function pushState(): Promise<PushState> {
  if (!isSecurePage()) return 'needs_https'
  if (!('PushManager' in window) || !('Notification' in window))
    return isApple() ? 'needs_install' : 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await registerWorker()
  if (registration === null) return 'unsupported'
  return (await registration.pushManager.getSubscription()) === null ? 'off' : 'on'
}

function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Subscribes this device, and says within some seconds how it went. */
export async function subscribe(key: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== 'granted') return { is: 'refused' }
  const registration = await registerWorker()
  if (registration === null) return { is: 'refused' }
  return subscribePush(async () => {
    await navigator.serviceWorker.ready
    const old = await registration.pushManager.getSubscription()
    // One made with another key would be refused by the push service.
    await old?.unsubscribe()
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) })
  })
}

/** The id of the contact method that stands for this device, or null. */
export const pushMethod = (): string | null => localStorage.getItem(METHOD)

export function rememberPushMethod(id: string): void {
  localStorage.setItem(METHOD, id)
}

/** Nothing is pushed to this device any more, and its person has one contact method less. */
export async function endPush(): Promise<void> {
  const registration =
    'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration('/') : null
  const held = await registration?.pushManager?.getSubscription()
  await held?.unsubscribe()
  const method = pushMethod()
  if (method !== null) await sendJson(`/me/ways/${method}`, {}, 'DELETE')
  localStorage.removeItem(METHOD)
}

/** What a person recognises a device by: "Chrome · Android". */
export function deviceName(agent: string = navigator.userAgent): string {
  const first = (names: readonly [RegExp, string][]) => names.find(([form]) => form.test(agent))?.[1] ?? null
  const browser = first([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = first([
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'Mac'],
    [/Linux/, 'Linux'],
  ])
  return [browser, system].filter((part) => part !== null).join(' · ')
}
