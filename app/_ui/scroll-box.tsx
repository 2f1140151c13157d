import type { ReactNode } from 'react'

/** A part that scrolls by itself, with a name, so that the keyboard reaches what lies beyond its edge. */
export function ScrollBox({
  label,
  className,
  children,
}: {
  label: string
  className: string
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys once it has the focus.
    <section className={`overflow-auto ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
