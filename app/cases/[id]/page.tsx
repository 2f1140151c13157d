import { CaseScreen } from '../case-screen.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <CaseScreen id={decodeURIComponent(id)} />
}
