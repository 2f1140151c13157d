'use client'
import { OpenPage } from '../_frame/open-page.tsx'
import { DepartmentFace } from './department-face.tsx'

export function DepartmentScreen({ token }: { token: string }) {
  return (
    <OpenPage audience="anybody">
      <DepartmentFace token={token} />
    </OpenPage>
  )
}
