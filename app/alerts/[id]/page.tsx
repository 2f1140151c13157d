import { AlertScreen } from '../alert-screen.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <AlertScreen id={decodeURIComponent(id)} />
}
