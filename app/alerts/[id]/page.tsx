import { AlertPage } from '../alert-page.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <AlertPage id={decodeURIComponent(id)} />
}
