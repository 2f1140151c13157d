'use client'
import { useTranslations } from 'use-intl/react'
import { type PromiseMaker, promiseMakerKinds } from '#core/reports/promise-makers.ts'
import { Segmented } from '../_ui/segmented.tsx'

interface MakerChoiceProps {
  by: PromiseMaker
  onChange: (by: PromiseMaker) => void
}

/** By whom promises are listed: where they came from, which agent, which department. */
export function MakerChoice({ by, onChange }: MakerChoiceProps) {
  const t = useTranslations('makers')
  return (
    <Segmented
      label={t('by')}
      values={promiseMakerKinds}
      value={by}
      nameOf={(each) => t(`maker.${each}`)}
      onChange={onChange}
    />
  )
}
