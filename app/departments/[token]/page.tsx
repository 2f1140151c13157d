import { linkMetadata } from '../../_frame/link-metadata.ts'
import { DepartmentScreen } from '../department-screen.tsx'

export const metadata = linkMetadata

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <DepartmentScreen token={decodeURIComponent(token)} />
}
