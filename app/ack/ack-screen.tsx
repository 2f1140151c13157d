'use client'
import { OpenPage } from '../_frame/open-page.tsx'
import { AckFace } from './ack-face.tsx'

export function AckScreen({ token }: { token: string }) {
  return (
    <OpenPage audience="anybody">
      <AckFace token={token} />
    </OpenPage>
  )
}
