'use client'
import { OpenPage } from '../_frame/open-page.tsx'
import { ScreensFace } from './screens-face.tsx'

export function ScreensScreen() {
  return (
    <OpenPage audience="person">
      <ScreensFace />
    </OpenPage>
  )
}
