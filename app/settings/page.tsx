import { SettingsPage } from './settings-page.tsx'

export default function Page() {
  return <SettingsPage />
}
