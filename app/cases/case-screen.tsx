'use client'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { CaseFace } from './case-face.tsx'

export function CaseScreen({ id }: { id: string }) {
  return (
    <Screen view="case" id={id}>
      <Shell title={id}>
        <CaseFace id={id} />
      </Shell>
    </Screen>
  )
}
