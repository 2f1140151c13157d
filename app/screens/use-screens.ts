'use client'
import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { load } from '../_frame/load-facts.ts'

export interface PairedScreen {
  id: string
  board: string
  name: string
  seenAt: string | null
}

/** The paired screens, read again after each change. */
export function useScreens() {
  const t = useTranslations('fault')
  const [screens, setScreens] = useState<readonly PairedScreen[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const readAgain = useCallback(async () => {
    const found = await load<{ screens: PairedScreen[] }>('/api/v1/screens', null)
    if (found.ok) setScreens(found.value.screens)
    setFault(found.ok ? null : found.status === 403 ? t('forbidden') : t('no_answer'))
  }, [t])
  useEffect(() => {
    void readAgain()
  }, [readAgain])
  async function revoke(id: string): Promise<void> {
    await fetch(`/api/v1/screens/${encodeURIComponent(id)}`, { method: 'DELETE' }).catch(() => null)
    await readAgain()
  }
  return { screens, fault, readAgain, revoke }
}
