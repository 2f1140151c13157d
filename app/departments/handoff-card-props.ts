import type { OpenHandoff } from '#core/api/department-facts.ts'

export interface HandoffCardProps {
  handoff: OpenHandoff
  others: readonly { id: string; name: string }[]
  path: string
  done: () => void
}
