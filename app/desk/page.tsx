import { DeskScreen } from './desk-screen.tsx'

export default function Page() {
  return <DeskScreen />
}
