import { WallEntrance } from './wall-entrance.tsx'

export default function Page() {
  return <WallEntrance />
}
