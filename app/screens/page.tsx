import { ScreensScreen } from './screens-screen.tsx'

export default function Page() {
  return <ScreensScreen />
}
