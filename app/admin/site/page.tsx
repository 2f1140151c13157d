import { SitePage } from './site-page.tsx'

export default function Page() {
  return <SitePage />
}
