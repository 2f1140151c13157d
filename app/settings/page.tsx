import { SettingsScreen } from './settings-screen.tsx'

export default function Page() {
  return <SettingsScreen />
}
