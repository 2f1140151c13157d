import { sameValue } from '#core/patch.ts'
export default function Page() {
  return <p className="text-lg">{String(sameValue(1, 1))}</p>
}
