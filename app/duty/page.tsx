import { DutyScreen } from './duty-screen.tsx'

export default function Page() {
  return <DutyScreen />
}
