import { DeliveriesPage } from './deliveries-page.tsx'

export default function Page() {
  return <DeliveriesPage />
}
