import Link from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link to one of our pages. What it leads to is asked for when it is followed: to make every page that a list or a
 * menu names beforehand costs the server more than all its figures, just when somebody waits for them.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  return <Link prefetch={false} {...props} />
}
