'use client'
import { OpenPage } from '../_shell/open-page.tsx'
import { AckView } from './ack-view.tsx'

export function AckPage({ token }: { token: string }) {
  return (
    <OpenPage audience="anybody">
      <AckView token={token} />
    </OpenPage>
  )
}
