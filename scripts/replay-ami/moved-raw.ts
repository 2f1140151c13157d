/** A call's own id: the second of its beginning, and a number. */
const CALL_ID = /(?<![\w.])(\d{10})(?=\.\d+(?![\w.]))/g
const INSTANT = /^((?:LastCall|LastPause|LoginTime|Timestamp): )(\d{10})(?!\d)/gm

/** A recorded message as it would be so many seconds later: other calls, at other times. */
export function movedRaw(raw: string, bySec: number): string {
  const moved = (seconds: string) => String(Number(seconds) + bySec)
  return raw
    .replace(CALL_ID, moved)
    .replace(INSTANT, (_all, name: string, seconds: string) => name + moved(seconds))
}
