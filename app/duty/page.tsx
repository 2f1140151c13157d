import { DutyPage } from './duty-page.tsx'

export default function Page() {
  return <DutyPage />
}
