import { type Axis, type ClockRow, type Piece, piecesOf, warnInstants } from './clock-rows.ts'

const tones: Record<ClockRow['state'], string> = {
  running: 'bg-[var(--ok-fill)]',
  warned: 'bg-warn',
  breached: 'bg-warn',
  paused: 'bg-[var(--ok-fill)]',
  released: 'bg-line-strong',
  met: 'bg-ink-3',
  late: 'bg-ink-3',
}
const pieces: Record<Exclude<Piece['kind'], 'run'>, string> = {
  ahead: 'bg-line-strong',
  pause: 'bg-[repeating-linear-gradient(115deg,var(--info)_0_3px,transparent_3px_7px)]',
  over: 'bg-breach-fill',
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`

interface ClockBarProps {
  clock: ClockRow
  axis: Axis
  now: number
  /** The rule's warnings before the due. */
  warn: readonly string[]
}

/** The picture of one clock; what it shows stands in words beneath it. */
export function ClockBar({ clock, axis, now, warn }: ClockBarProps) {
  const place = (at: number) => percent((at - axis.from) / (axis.to - axis.from))
  return (
    <div className="relative h-3" aria-hidden="true">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
      {piecesOf(clock, axis, now).map((piece) => (
        <span
          key={`${piece.kind}${piece.from}`}
          className={`state-colour absolute inset-y-0 ${piece.kind === 'run' ? tones[clock.state] : pieces[piece.kind]}`}
          style={{ insetInlineStart: percent(piece.from), inlineSize: percent(piece.to - piece.from) }}
        />
      ))}
      {warnInstants(clock, warn).map((at) => (
        <span
          key={at}
          data-warn=""
          className="absolute -top-1 size-1.5 -translate-x-1/2 rotate-45 bg-warn"
          style={{ insetInlineStart: place(at) }}
        />
      ))}
      {clock.dueAt !== null && (
        <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ insetInlineStart: place(clock.dueAt) }} />
      )}
    </div>
  )
}
