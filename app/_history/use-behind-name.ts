'use client'
import { useTranslations } from 'use-intl/react'
import { places, TALK_STEPS_SEC, WAIT_STEPS_SEC } from '#core/history/spread.ts'
import { useStepName } from './use-step-name.ts'

const kinds = { waits: WAIT_STEPS_SEC, abandons: WAIT_STEPS_SEC, talks: TALK_STEPS_SEC } as const
const isKind = (text: string): text is keyof typeof kinds => Object.hasOwn(kinds, text)

/** What a figure of the spreads is called whose entries are shown (`waits`, `waits.2`, `abandonedRinging`); null: there is none such. */
export function useBehindName(): (name: string) => string | null {
  const t = useTranslations('historyPage')
  const stepName = useStepName()
  return (name) => {
    const pattern = places.find((each) => each === name)
    if (pattern !== undefined) return t(`places.${pattern}`)
    const [kind = '', step = null] = name.split('.')
    if (!isKind(kind)) return null
    if (step === null) return t(`spread.name.${kind}`)
    const index = Number(step)
    if (step === '' || !(index < kinds[kind].length)) return null
    const steps = kinds[kind].map((fromSec) => ({ fromSec }))
    return `${t(`spread.name.${kind}`)}: ${stepName({ steps }, index)}`
  }
}
