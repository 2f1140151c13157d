import type { Metadata } from 'next'

/** Pages behind a signed link: a chat's preview shows nothing of what they are about, and nobody finds them. */
export const linkMetadata: Metadata = {
  title: 'Huiyin',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}
