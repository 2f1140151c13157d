import type { ReactNode } from 'react'

interface PanelProps {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
  label: string
  /** The name by which a key leads there. */
  part?: string
}

/** A part of a page: a heading on a hairline, no box around it. */
export function Panel({ title, aside, children, className = '', label, part }: PanelProps) {
  return (
    <section aria-label={label} data-part={part} className={`flex min-h-0 min-w-0 flex-col ${className}`}>
      <header className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line-strong pb-1.5">
        <h2 className="narrow text-lg font-semibold">{title}</h2>
        <div className="ms-auto flex flex-wrap items-center justify-end gap-1.5">{aside}</div>
      </header>
      {children}
    </section>
  )
}

/** What a list says when there is nothing in it, which is often the good news. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-1 py-6 text-ink-3">{children}</p>
}
