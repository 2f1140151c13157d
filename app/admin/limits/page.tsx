import { LimitsPage } from './limits-page.tsx'

export default function Page() {
  return <LimitsPage />
}
