'use client'
import { useTranslations } from 'use-intl/react'
import type { LoadFault, SentJson } from '../../_shell/use-loaded.ts'
import { useSiteFaultText } from './use-site-fault-text.ts'

type Refusal = Extract<SentJson<unknown>, { ok: false }>

/** The field of a form where a fault is, by its label; null: no form has it. */
function useFieldName(): (at: LoadFault['at']) => string | null {
  const t = useTranslations('siteFile.field')
  const form = useTranslations('siteFile')
  return (at) => {
    const [section, , ...rest] = at[0] === 'alerts' ? at.slice(1) : at
    if (rest[0] === 'id') return form('id')
    const keys = rest.map((_, index) => [section, rest.slice(0, index + 1).join('_')].join('.'))
    const key = keys.find((one) => t.has(one as never))
    return key === undefined ? null : t(key as never)
  }
}

/** Why what was tried of a form was not, in the reader's words: what is wrong, at which field. */
export function useRefusalText(): (refusal: Refusal) => string {
  const t = useTranslations('siteFile')
  const faultText = useSiteFaultText()
  const fieldName = useFieldName()
  return ({ code, faults: [fault] }) => {
    if (fault === undefined) return t(code === 'forbidden' ? 'refused.forbidden' : 'refused.no_answer')
    const said = faultText(fault)
    const name = fieldName(fault.at) ?? (fault.words === undefined ? fault.path : null)
    return name === null ? said : t('atField', { field: name, fault: said })
  }
}
