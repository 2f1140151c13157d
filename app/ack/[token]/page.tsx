import type { Metadata } from 'next'
import { AckScreen } from '../ack-screen.tsx'

/** What a chat's preview shows: nothing of the alert. */
export const metadata: Metadata = {
  title: 'Huiyin',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <AckScreen token={decodeURIComponent(token)} />
}
