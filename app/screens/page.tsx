import { ScreensPage } from './screens-page.tsx'

export default function Page() {
  return <ScreensPage />
}
