import type { OpenHandoff } from '#core/api/department-facts.ts'

export interface HandoffEntryProps {
  owed: OpenHandoff
  others: readonly { id: string; name: string }[]
  path: string
  done: () => void
}
