'use client'
import { useLocale } from 'use-intl/react'
import { useFacts } from '../_shell/facts.ts'

/** The title of a cause in the reader's language; of one that the site file does not know, its id. */
export function useCauseTitle(): (cause: string) => string {
  const locale = useLocale()
  const { causes = [] } = useFacts()
  return (cause) => {
    const title = causes.find(({ id }) => id === cause)?.title
    return typeof title === 'string' ? title : (title?.[locale] ?? title?.en ?? cause)
  }
}
