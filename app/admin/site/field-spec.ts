import type { Site } from '#core/site/site-schema.ts'

export interface Option {
  readonly id: string
  readonly name: string
}

/** One field of a form. What may be chosen are the site's own entries, or words of the catalogue. */
export type FieldSpec = { readonly path: string; readonly isShort?: boolean } & (
  | { readonly kind: 'text' | 'number' | 'percent' | 'switch' | 'words' | 'dates' }
  /** A number, or a time, from which something is too much; several of them are steps. A share is typed in hundredths. */
  | { readonly kind: 'steps'; readonly isShare?: boolean }
  /** Written, never shown: what is left empty stays as it is. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'pick'; readonly words: readonly string[]; readonly isNeeded?: boolean }
  /** `isWorded`: what is named by its id alone has a word of the catalogue. */
  | {
      readonly kind: 'choose'
      readonly from: (site: Site) => readonly Option[]
      readonly isWorded?: boolean
    }
  /** `isOptional`: none picked is not the same as an empty list, but says nothing. */
  | {
      readonly kind: 'several'
      readonly from: (site: Site) => readonly Option[]
      readonly isOptional?: boolean
    }
  | { readonly kind: 'week' | 'adjusted' }
  /** Several of the catalogue's own, in the order in which they are picked. */
  | {
      readonly kind: 'figures' | 'parts' | 'extras' | 'severalWords' | 'events' | 'measure'
      readonly words: readonly string[]
    }
  /** Who is told when; the shifts of a roster; who stands in for whom; how one is notified; a title or sentences in several languages; a picture. */
  | { readonly kind: 'ladder' | 'shifts' | 'deputies' | 'reach' | 'title' | 'sentences' | 'picture' }
)

/** What a field of a form is given. */
export interface SpecInputProps {
  label: string
  site: Site
  value: unknown
  /** What is wrong with it, in a sentence; null: nothing is known to be. */
  fault: string | null
  onChange: (value: unknown) => void
}

/** Kinds that take the form's whole width. */
export const isWideField = ({ kind }: FieldSpec): boolean =>
  /^(several|severalWords|week|adjusted|figures|parts|extras|events|ladder|shifts|deputies|reach|title|sentences)$/.test(
    kind,
  )

const named = (list: readonly { id: string; name?: string | undefined }[]): Option[] =>
  list.map(({ id, name }) => ({ id, name: name ?? id }))

export const queueOptions = (site: Site) => named(site.queues)
export const teamOptions = (site: Site) => named(site.teams)
export const calendarOptions = (site: Site) => named(site.calendars)
export const peopleOptions = (site: Site) => named(site.people.filter(({ disabled }) => disabled !== true))
export const rosterOptions = (site: Site) => named(site.alerts.rosters)
export const routeOptions = (site: Site) => named(site.alerts.routes)
export const pbxOptions = (site: Site) => named(site.feeds.filter(({ kind }) => kind === 'asterisk'))

/** A team names people, or agents of whom nothing else is known. */
export function memberOptions({ people, teams }: Site): Option[] {
  const known = new Set(people.map(({ id }) => id))
  const others = teams.flatMap((team) => [...team.leads, ...team.members]).filter((id) => !known.has(id))
  return [...named(people), ...[...new Set(others)].map((id) => ({ id, name: id }))]
}
