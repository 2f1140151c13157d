/** The echo: a letter and the two waves that come back. */
export function BrandMark({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="5 6 22 20" fill="none" strokeLinecap="round" className={className} aria-hidden="true">
      <path d="M8 21.5V10.5M8 16h7M15 10.5v11" stroke="currentColor" strokeWidth="2.6" />
      <path d="M19.5 12.2a5.4 5.4 0 0 1 0 7.6M23 9a10 10 0 0 1 0 14" stroke="var(--ok)" strokeWidth="2.4" />
    </svg>
  )
}
