import { CustomerPage } from '../customer-page.tsx'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return <CustomerPage customer={decodeURIComponent(ref)} />
}
