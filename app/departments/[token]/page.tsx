import { linkMetadata } from '../../_shell/link-metadata.ts'
import { DepartmentPage } from '../department-page.tsx'

export const metadata = linkMetadata

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <DepartmentPage token={decodeURIComponent(token)} />
}
