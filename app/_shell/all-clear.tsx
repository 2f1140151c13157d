'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useLiveness } from '../_live/use-live.ts'

/** A sentence that nothing is open. It stands only while the server is heard: silence is no good news. */
export function AllClear({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  const liveness = useLiveness()
  return liveness === 'live' || liveness === 'late' ? children : t('notKnown')
}
