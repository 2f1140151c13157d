const DAY_MS = 86_400_000

/** The demo's clock where none is asked for: the morning rush (10:00 in China) of this day, at a speed. */
export function demoClock(now: number, speed: string): string {
  const chinaMs = 8 * 3_600_000
  const day = new Date(Math.floor((now + chinaMs) / DAY_MS) * DAY_MS).toISOString().slice(0, 10)
  return `${day}T10:00:00+08:00@${speed}`
}
