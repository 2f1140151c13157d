/** Before words and rows have come: the mark alone, so that nothing jumps when they do. */
export function Blank() {
  return (
    <div className="fixed top-0 right-0 bottom-0 left-0 grid place-items-center bg-ground" aria-busy="true">
      <svg viewBox="0 0 32 32" className="size-12 animate-pulse text-ink-3" fill="none" aria-hidden="true">
        <path
          d="M8 21.5V10.5M8 16h7M15 10.5v11M19.5 12.2a5.4 5.4 0 0 1 0 7.6M23 9a10 10 0 0 1 0 14"
          stroke="currentColor"
          strokeWidth="2.2"
          strokeLinecap="round"
        />
      </svg>
    </div>
  )
}
