'use client'
import { useTranslations } from 'use-intl/react'
import { roles } from '#core/site/roles.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type Option, peopleOptions, rosterOptions, teamOptions } from './field-spec.ts'

const groups = ['owner', 'leads', 'supervisors', 'department'] as const

/** Whom a step of a ladder can tell, in the reader's words: groups, roles, rosters, teams' leads, single people. */
export function useWhoOptions(site: Site): readonly Option[] {
  const t = useTranslations('siteFile.who')
  const word = useTranslations('siteFile.word')
  const of = (kind: 'roster' | 'team' | 'person', list: readonly Option[]) =>
    list.map(({ id, name }) => ({ id: `${kind}:${id}`, name: t(kind, { name }) }))
  return [
    ...groups.map((id) => ({ id, name: t(id) })),
    ...of('roster', rosterOptions(site)),
    ...of('team', teamOptions(site)),
    ...roles.map((role) => ({ id: `role:${role}`, name: t('role', { name: word(role) }) })),
    ...of('person', peopleOptions(site)),
  ]
}
