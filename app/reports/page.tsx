import { ReportsPage } from './reports-page.tsx'

export default function Page() {
  return <ReportsPage />
}
