import { CasesPage } from './cases-page.tsx'

export default function Page() {
  return <CasesPage />
}
