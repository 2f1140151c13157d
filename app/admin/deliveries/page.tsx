import { DeliveriesScreen } from './deliveries-screen.tsx'

export default function Page() {
  return <DeliveriesScreen />
}
