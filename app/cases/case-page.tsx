'use client'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { CaseView } from './case-view.tsx'
import { KeptCase } from './kept-case.tsx'

export function CasePage({ id }: { id: string }) {
  return (
    <LivePage view="case" id={id}>
      <Shell title={id} otherwise={<KeptCase id={id} />}>
        <CaseView id={id} />
      </Shell>
    </LivePage>
  )
}
