import { DeskPage } from './desk-page.tsx'

export default function Page() {
  return <DeskPage />
}
