import { CasePage } from '../case-page.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <CasePage id={decodeURIComponent(id)} />
}
