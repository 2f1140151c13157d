import { HistoryPage } from './history-page.tsx'

export default function Page() {
  return <HistoryPage />
}
