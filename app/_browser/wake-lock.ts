/** Keeps the screen awake until it is released. Null: the page is not secure, or the browser refuses (battery, policy). */
export async function takeWakeLock(): Promise<WakeLockSentinel | null> {
  if (!('wakeLock' in navigator)) return null
  return navigator.wakeLock.request('screen').catch(() => null)
}
