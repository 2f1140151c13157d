import { linkMetadata } from '../../_shell/link-metadata.ts'
import { AckPage } from '../ack-page.tsx'

export const metadata = linkMetadata

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <AckPage token={decodeURIComponent(token)} />
}
