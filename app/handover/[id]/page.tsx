import { HandoverPage } from '../handover-page.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <HandoverPage id={decodeURIComponent(id)} />
}
