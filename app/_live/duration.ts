/** Running times as a wall reads them: `0:07`, `12:34`, `1:02:03`, from a day on `3 d 04 h`. */
export function clockText(totalSec: number): string {
  const sec = Math.max(0, Math.floor(totalSec))
  const hours = Math.floor(sec / 3_600)
  if (hours >= 48) return `${Math.floor(hours / 24)}d ${String(hours % 24).padStart(2, '0')}h`
  const seconds = String(sec % 60).padStart(2, '0')
  const minutes = Math.floor(sec / 60) % 60
  if (hours === 0) return `${minutes}:${seconds}`
  return `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
}

/** Time since an instant. */
export function sinceText(instantMs: number, nowMs: number): string {
  return clockText((nowMs - instantMs) / 1_000)
}

/** A span in at most five characters: `99:59`, then `1h40`, from a hundred hours on days. */
function shortText(totalSec: number): string {
  const sec = Math.max(0, Math.floor(totalSec))
  const minutes = Math.floor(sec / 60)
  if (minutes < 100) return `${minutes}:${String(sec % 60).padStart(2, '0')}`
  if (minutes < 100 * 60) return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(minutes / 1_440)}d`
}

/** Time left until an instant, short enough for a list; past it, the time it is over with a plus. */
export function untilText(instantMs: number, nowMs: number): string {
  const left = (instantMs - nowMs) / 1_000
  return left >= 0 ? shortText(Math.ceil(left)) : `+${shortText(-left)}`
}

/** A wait in a tile, where hours would need the width of a fourth figure. */
export function waitText(instantMs: number, nowMs: number): string {
  return shortText((nowMs - instantMs) / 1_000)
}
