'use client'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../../_shell/facts.ts'
import { useNameOfAnyone } from '../../_shell/names.ts'

const named = [
  'address',
  'token',
  'screen',
  'department',
  'person',
  'board',
  'feed',
  'case',
  'contact',
] as const
const isNamed = (kind: string): kind is (typeof named)[number] => (named as readonly string[]).includes(kind)

/** Whom or what a record names, in the reader's words: a person by name, an address as one. */
export function useAuditNames() {
  const t = useTranslations('audit')
  const nameOf = useNameOfAnyone()
  const { boards = [], departments = [] } = useFacts()
  const lists = { board: boards, department: departments }
  return (text: string): string => {
    if (text === 'file' || text === 'command line') return t(text === 'file' ? 'byFile' : 'byCommand')
    if (text.startsWith('system/')) return t('bySystem')
    const slash = text.indexOf('/')
    const [kind, id] = [text.slice(0, Math.max(0, slash)), text.slice(slash + 1)]
    if (kind === 'person' || kind === 'user' || kind === 'agent') return nameOf(id)
    if (kind === 'board' || kind === 'department')
      return t(`of.${kind}`, { id: lists[kind].find((one) => one.id === id)?.name ?? id })
    if (isNamed(kind)) return t(`of.${kind}`, { id })
    return nameOf(text)
  }
}
