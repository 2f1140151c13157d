import { Crossroads } from './_frame/crossroads.tsx'

export default function Page() {
  return <Crossroads />
}
