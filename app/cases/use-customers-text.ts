'use client'
import { useEffect, useState } from 'react'
import type { Language } from '#core/config/languages.ts'
import type { PromiseRow } from '#core/rows/case-rows.ts'
import { loadCommonMessages } from '../_format/messages.ts'
import { useFacts } from '../_shell/facts.ts'

/** The sentence that confirms a promise, in the customer's language: chosen, else the site's, which is where they call. */
export function useCustomersText(row: PromiseRow, chosen: Language | null): string {
  const { language: ofSite, timezone } = useFacts()
  const language = chosen ?? ofSite
  const [pattern, setPattern] = useState('')
  useEffect(() => {
    let over = false
    void loadCommonMessages(language).then((messages) => !over && setPattern(messages.case.promiseText))
    return () => {
      over = true
    }
  }, [language])
  const time = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  }).format(new Date(row.dueAt))
  return pattern.replace('{text}', row.text).replace('{time}', time)
}
