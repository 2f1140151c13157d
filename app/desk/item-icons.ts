import type { IconName } from '../_ui/icons.tsx'
import type { WorkItemType } from '../_work-items/work-item.ts'

export const itemIcons: Record<WorkItemType, IconName> = {
  case: 'case',
  promise: 'promise',
  callback: 'callback',
  recovery: 'callback',
  handoff: 'handoff',
  approval: 'approval',
  contact: 'phone',
}
