import { AlertsPage } from './alerts-page.tsx'

export default function Page() {
  return <AlertsPage />
}
