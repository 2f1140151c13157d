import { AuditScreen } from './audit-screen.tsx'

export default function Page() {
  return <AuditScreen />
}
