'use client'
import { OpenPage } from '../_shell/open-page.tsx'
import { DepartmentView } from './department-view.tsx'

export function DepartmentPage({ token }: { token: string }) {
  return (
    <OpenPage audience="link">
      <DepartmentView token={token} />
    </OpenPage>
  )
}
