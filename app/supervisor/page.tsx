import { SupervisorPage } from './supervisor-page.tsx'

export default function Page() {
  return <SupervisorPage />
}
