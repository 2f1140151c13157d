import { WallPage } from '../wall-page.tsx'

export default async function Page({ params }: { params: Promise<{ board: string }> }) {
  const { board } = await params
  return <WallPage board={decodeURIComponent(board)} />
}
