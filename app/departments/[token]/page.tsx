import type { Metadata } from 'next'
import { DepartmentScreen } from '../department-screen.tsx'

export const metadata: Metadata = {
  title: 'Huiyin',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <DepartmentScreen token={decodeURIComponent(token)} />
}
