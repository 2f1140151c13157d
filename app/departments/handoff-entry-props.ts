import type { OpenHandoff } from '#core/api/department-facts.ts'

export interface HandoffEntryProps {
  handoff: OpenHandoff
  others: readonly { id: string; name: string }[]
  path: string
  done: () => void
}
