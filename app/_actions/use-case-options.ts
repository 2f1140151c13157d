'use client'
import { useTranslations } from 'use-intl/react'
import { caseKinds } from '#core/event/case-kinds.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'

interface Option {
  readonly id: string
  readonly name: string
}

export const priorities = ['normal', 'high', 'vip'] as const
const channels = ['voice', 'chat', 'email', 'sms', 'wechat', 'line', 'visit'] as const
export const faults = ['ours', 'supplier', 'customer', 'open'] as const
export const caseOutcomes = ['solved', 'compensated', 'adopted', 'planned', 'declined'] as const

/** The queues that the reader may put a case into: an agent's own, for all others those of the site. */
function useQueueOptions(): Option[] {
  const me = useMe()
  const { queues = [] } = useFacts()
  const own = useRow('agent', me?.agent ?? '')
  const isAgent = me?.role === 'agent'
  return isAgent && own !== null ? queues.filter(({ id }) => own.queues.includes(id)) : queues
}

/** What can be chosen for a case, in the reader's words. */
export function useCaseOptions() {
  const kind = useOpenWord('kind')
  const channel = useOpenWord('channel')
  const t = useTranslations('describe')
  const causeTitle = useCauseTitle()
  const { causes = [] } = useFacts()
  return {
    kinds: caseKinds.map((id): Option => ({ id, name: kind(id) })),
    causes: causes.map(({ id }): Option => ({ id, name: causeTitle(id) })),
    queues: useQueueOptions(),
    channels: channels.map((id): Option => ({ id, name: channel(id) })),
    priorities: priorities.map((id): Option => ({ id, name: t(`priority.${id}`) })),
  }
}

const zoneCurrencies: Readonly<Record<string, string>> = {
  'Asia/Taipei': 'TWD',
  'Asia/Hong_Kong': 'HKD',
  'Asia/Macau': 'MOP',
  'Asia/Singapore': 'SGD',
}

/** In which currencies the site reckons: those of its limits, else that of where it is. */
export function useCurrencies(): readonly string[] {
  const { authority = [], timezone } = useFacts()
  const named = [...new Set(authority.map(({ upTo }) => upTo.currency))]
  return named.length > 0 ? named : [zoneCurrencies[timezone] ?? 'CNY']
}
