'use client'
import { type ServiceLevelVariant, serviceLevelVariants, variantOf } from '#core/queues/service-level.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAddress } from './address.ts'
import { type Window, windows } from './window-metrics.ts'

export interface Basis {
  window: Window
  variant: ServiceLevelVariant
  /** As the live rows count: the site's day by the site's own variant. */
  isUsual: boolean
}

/** Over which span, and by which variant of the service level, figures are looked at; both stand in the address. */
export function useBasis(): Basis {
  const { definitions } = useFacts()
  const [windowName] = useAddress('window')
  const [level] = useAddress('level')
  const usual = variantOf(definitions ?? 'international')
  const window = windows.find((each) => each === windowName) ?? 'day'
  const variant = serviceLevelVariants.find((each) => each === level) ?? usual
  return { window, variant, isUsual: window === 'day' && variant === usual }
}
