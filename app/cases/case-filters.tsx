'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { caseKinds } from '#core/event/case-kinds.ts'
import { isNumberQuery } from '#core/search/search-number.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { DateField } from '../_ui/date-field.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { FindField } from '../_ui/find-field.tsx'
import { setAddress, useAddress, useAddressQuery } from '../supervisor/address.ts'

/** What narrows the list, each a parameter of the address. */
export const caseFilterNames = [
  'state',
  'kind',
  'cause',
  'queue',
  'team',
  'owner',
  'from',
  'to',
  'text',
] as const

const states = ['open', 'waiting', 'resolved'] as const
const PAUSE_MS = 250

/** Words are asked for when whoever types pauses; a number never gets into the address. */
function TextFilter() {
  const t = useTranslations('cases')
  const [text, setText] = useAddress('text')
  const [typed, setTyped] = useState(text)
  const isNumber = isNumberQuery(typed)
  useEffect(() => {
    const timer = setTimeout(() => setText(isNumber ? '' : typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, isNumber, setText])
  return (
    <>
      <FindField label={t('text')} value={typed} onChange={setTyped} />
      {isNumber && (
        <span role="status" className="text-sm text-ink-2">
          {t('number')}
        </span>
      )}
    </>
  )
}

function DayFilter({ name, label }: { name: 'from' | 'to'; label: string }) {
  const [value, setValue] = useAddress(name)
  return <DateField label={label} beside value={value} onChange={setValue} />
}

function Filter({
  name,
  options,
}: {
  name: 'state' | 'kind' | 'cause' | 'queue' | 'team' | 'owner'
  options: readonly { id: string; name: string }[]
}) {
  const t = useTranslations('cases')
  const [value, setValue] = useAddress(name)
  // What the address names is shown also where the site file does not know it.
  const isKnown = value === '' || options.some(({ id }) => id === value)
  const all = isKnown ? options : [...options, { id: value, name: value }]
  return <FilterSelect label={t(name)} value={value} all={t(`all.${name}`)} options={all} onPick={setValue} />
}

/** By what cases are listed: state, kind, cause, queue, team, owner, when they were opened, words. */
export function CaseFilters() {
  const t = useTranslations('cases')
  const state = useTranslations('caseState')
  const kind = useOpenWord('kind')
  const causeTitle = useCauseTitle()
  const { causes = [], queues = [], teams = [], agents = [], people = [] } = useFacts()
  const owners = new Map([
    ...agents.map(({ id, name }) => [id, name] as const),
    ...people.flatMap(({ agent, name }) => (agent === null ? [] : [[agent, name] as const])),
  ])
  const query = new URLSearchParams(useAddressQuery())
  return (
    <div className="flex flex-wrap items-center gap-2" data-filters="">
      <TextFilter />
      <Filter name="state" options={states.map((id) => ({ id, name: state(id) }))} />
      <Filter name="kind" options={caseKinds.map((id) => ({ id, name: kind(id) }))} />
      <Filter name="cause" options={causes.map(({ id }) => ({ id, name: causeTitle(id) }))} />
      <Filter name="queue" options={queues} />
      <Filter name="team" options={teams} />
      <Filter name="owner" options={[...owners].map(([id, name]) => ({ id, name }))} />
      <DayFilter name="from" label={t('from')} />
      <DayFilter name="to" label={t('to')} />
      {caseFilterNames.some((name) => query.has(name)) && (
        <button
          type="button"
          onClick={() => setAddress(Object.fromEntries(caseFilterNames.map((name) => [name, ''])))}
          className="min-h-7 px-1.5 text-sm text-accent hover:underline"
        >
          {t('clear')}
        </button>
      )}
    </div>
  )
}
