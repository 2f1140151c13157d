/** The states that anything on a screen can be in. Shape, then word, then colour: a colour-blind reader loses nothing. */
export type StatusIcon = 'ok' | 'warned' | 'breached' | 'paused' | 'idle' | 'unknown'

export const statusColour: Record<StatusIcon, string> = {
  ok: 'text-ok',
  warned: 'text-warn',
  breached: 'text-breach',
  paused: 'text-info',
  idle: 'text-ink-3',
  unknown: 'text-ink-3',
}

function Shape({ mark }: { mark: StatusIcon }) {
  switch (mark) {
    case 'ok':
      return <circle cx="8" cy="8" r="4.6" fill="none" stroke="currentColor" strokeWidth="2.4" />
    case 'warned':
      return <path d="M8 1.8 15 14H1z" fill="currentColor" />
    case 'breached':
      return <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
    case 'paused':
      return <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" fill="currentColor" />
    case 'idle':
      return <path d="M2.5 7h11v2h-11z" fill="currentColor" />
    case 'unknown':
      return (
        <circle
          cx="8"
          cy="8"
          r="5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="2.6 2.6"
        />
      )
    default: {
      const never: never = mark
      return never
    }
  }
}

export function StateShape({ mark, className = '' }: { mark: StatusIcon; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`state-colour inline-block size-[0.8em] shrink-0 align-[-0.04em] ${statusColour[mark]} ${className}`}
      aria-hidden="true"
    >
      <Shape mark={mark} />
    </svg>
  )
}
