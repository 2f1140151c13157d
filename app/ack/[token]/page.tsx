import { linkMetadata } from '../../_frame/link-metadata.ts'
import { AckScreen } from '../ack-screen.tsx'

export const metadata = linkMetadata

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <AckScreen token={decodeURIComponent(token)} />
}
