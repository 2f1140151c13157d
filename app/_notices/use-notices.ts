'use client'
import type { NoticeRow } from '#core/rows/row.ts'
import { useRows } from '../_live/use-live.ts'

const all = () => true
const latestFirst = (a: NoticeRow, b: NoticeRow) =>
  a.postedAt === b.postedAt ? (a.id < b.id ? -1 : 1) : a.postedAt < b.postedAt ? 1 : -1

/** Notices that stand, the latest first. */
export function useNotices(): readonly NoticeRow[] {
  return useRows('notice', all, latestFirst)
}
