'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'

/** What a case is called where only its id is known: by the id as people say it; a random one says nothing more than *case*. */
export function useCaseName(): (id: string) => string {
  const type = useTranslations('type')
  return (id) => shownId(id) || type('case')
}
