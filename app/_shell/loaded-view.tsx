'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Blank } from './blank.tsx'
import { NoAccess } from './no-access.tsx'
import type { LoadedData } from './use-loaded.ts'

/** What was read, or why it was not: loading, not yours, not there, no answer; old values are said to be old. */
export function LoadedView<T>({
  part,
  children,
}: {
  part: LoadedData<T>
  children: (value: T) => ReactNode
}) {
  const t = useTranslations('loaded')
  const { value, fault, read } = part
  if (fault === 'forbidden' || fault === 'not_found') return <NoAccess code={fault} />
  if (value !== null)
    return (
      <>
        {fault === 'no_answer' && (
          <p role="status" className="bg-raised px-4 py-1.5 text-base font-medium text-warn">
            {t('stale')}
          </p>
        )}
        {children(value)}
      </>
    )
  if (fault === null) return <Blank />
  return (
    <div className="m-auto grid justify-items-center gap-3 p-8 text-center">
      <p className="text-ink-2">{t('noAnswer')}</p>
      <Button size="large" onClick={() => void read()}>
        {t('again')}
      </Button>
    </div>
  )
}
