import { HandoverPage } from './handover-page.tsx'

export default function Page() {
  return <HandoverPage id={null} />
}
