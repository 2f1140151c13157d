'use client'
import { useMemo } from 'react'
import { useLocale } from 'use-intl/react'

/** Puts words into one list as the reader's language does: "Mon 3, Tue 4 and Wed 5"; of none, an empty text. */
export function useJoined(): (words: readonly string[]) => string {
  const locale = useLocale()
  return useMemo(() => {
    const list = new Intl.ListFormat(locale, { type: 'conjunction' })
    return (words) => list.format(words)
  }, [locale])
}
