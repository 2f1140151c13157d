'use client'
import { useWorkItems } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { compareOnWall, isOnWall } from './wall-order.ts'

/** What the strip shows, in its order. */
export const useWallItems = (): readonly WorkItem[] => useWorkItems(isOnWall, compareOnWall)
