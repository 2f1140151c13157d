interface NameTickProps {
  /** How wide the axis is, px. */
  width: number
  /** Given by the chart. */
  x?: number | string
  y?: number | string
  payload?: { readonly value?: unknown }
}

const GAP_PX = 6
const LETTER_PX = 6.4
const isWide = (letter: string) => letter >= '\u2e80'

/** As much of a name as has room: a Chinese sign takes that of two letters. */
export function fittingName(name: string, widthPx: number): string {
  let left = widthPx - GAP_PX
  let kept = ''
  for (const letter of name) {
    left -= isWide(letter) ? 2 * LETTER_PX : LETTER_PX
    if (left < 0) return `${kept.slice(0, -1)}…`
    kept += letter
  }
  return name
}

/** A name on an axis, in one line. */
export function NameTick({ width, x = 0, y = 0, payload }: NameTickProps) {
  return (
    <text x={Number(x) - GAP_PX} y={y} dy="0.35em" textAnchor="end" fill="var(--ink-2)" fontSize={12}>
      {fittingName(String(payload?.value ?? ''), width)}
    </text>
  )
}
