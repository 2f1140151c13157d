import { WallScreen } from '../wall-screen.tsx'

export default async function Page({ params }: { params: Promise<{ board: string }> }) {
  const { board } = await params
  return <WallScreen board={decodeURIComponent(board)} />
}
