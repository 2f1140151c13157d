import { AuditPage } from './audit-page.tsx'

export default function Page() {
  return <AuditPage />
}
