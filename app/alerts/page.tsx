import { AlertsScreen } from './alerts-screen.tsx'

export default function Page() {
  return <AlertsScreen />
}
