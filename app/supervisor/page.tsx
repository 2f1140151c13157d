import { SupervisorScreen } from './supervisor-screen.tsx'

export default function Page() {
  return <SupervisorScreen />
}
