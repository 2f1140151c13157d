'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Site } from '#core/site/site-schema.ts'
import { Button } from '../../_ui/button.tsx'
import { sayDone } from '../../_ui/done-notice.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { FieldInput } from './field-input.tsx'
import { type Entry, rebased, valueAt, withValue } from './fields.ts'
import { FirstPasswords } from './first-passwords.tsx'
import { PasswordReset } from './password-reset.tsx'
import { RuleSentence } from './rule-sentence.tsx'
import { isGrown, type SectionKey, specsOf } from './sections.ts'
import type { EditFault, SaveAnswer } from './site-file.ts'
import type { SiteEditing } from './use-site.ts'
import { YearPicture } from './year-picture.tsx'

interface EntryFormProps {
  section: SectionKey
  /** As it stands; its id is empty where it is new. */
  entry: Entry
  editing: SiteEditing
  onSaved: (id: string) => void
}

const entriesOf = (site: Site, key: SectionKey) => site[key] as readonly Entry[]
const withEntries = (site: Site, key: SectionKey, entries: readonly Entry[]): Site =>
  ({ ...site, [key]: entries }) as Site

/** The faults of the entry that was sent, by field; those of no field of it apart. */
function faultsOf(faults: readonly EditFault[], section: SectionKey, index: number) {
  const own = faults.filter(({ at }) => at[0] === section && at[1] === index)
  return {
    at: (path: string) =>
      own.filter(({ at }) => at.slice(2).join('.').startsWith(path)).map(({ message }) => message),
    others: (paths: readonly string[]) =>
      faults.filter(
        (fault) =>
          !own.some(
            (one) => one === fault && paths.some((path) => one.at.slice(2).join('.').startsWith(path)),
          ),
      ),
  }
}

/** One entry of a list: what is typed is saved as a version, made upon whatever is in force then. */
export function EntryForm({ section, entry, editing, onSaved }: EntryFormProps) {
  const t = useTranslations('siteFile')
  const field = useTranslations(`siteFile.field.${section}`)
  const [typed, setTyped] = useState<Entry>(entry)
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<SaveAnswer | null>(null)
  const [sentAt, setSentAt] = useState(-1)
  const site = editing.inForce!.site
  const isNew = entry.id === ''
  const id = String(typed.id ?? '')

  async function send(edit: (entries: readonly Entry[]) => readonly Entry[], done: string, next: string) {
    setBusy(true)
    const given = await editing.save((now) => {
      const entries = edit(entriesOf(now, section))
      setSentAt(entries.findIndex((one) => one.id === next))
      return withEntries(now, section, entries)
    }, why)
    setBusy(false)
    setAnswer(given)
    if (!given.ok) return
    setWhy('')
    sayDone(done)
    if (Object.keys(given.passwords).length === 0) onSaved(next)
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(
      (entries) =>
        isNew
          ? [...entries, typed]
          : entries.map((one) => (one.id === entry.id ? rebased(one, entry, typed) : one)),
      t('saved'),
      id,
    )
  }
  const remove = () => send((entries) => entries.filter((one) => one.id !== entry.id), t('removed'), '')
  const faults = answer !== null && !answer.ok ? answer.faults : []
  const found = faultsOf(faults, section, sentAt)
  const specs = specsOf(section, entry)
  const labelOf = (path: string) => field(path.replaceAll('.', '_') as never)
  if (answer?.ok === true && Object.keys(answer.passwords).length > 0)
    return <FirstPasswords passwords={answer.passwords} onDone={() => onSaved(id)} />
  return (
    <form className="grid content-start gap-4" onSubmit={submit} data-entry={isNew ? 'new' : id}>
      {section === 'rules' && <RuleSentence rule={typed} />}
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {isNew && (
          <div className="grid content-start gap-1">
            <label className="grid gap-1 text-sm text-ink-2">
              {t('id')}
              <input
                value={id}
                required
                maxLength={128}
                onChange={({ target }) => setTyped({ ...typed, id: target.value.trim() })}
                className="figure h-9 w-full rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink"
              />
            </label>
            <Fault text={found.at('id')[0] ?? null} />
          </div>
        )}
        {specs.map((spec) => (
          <div
            key={spec.path}
            className={`grid min-w-0 content-start gap-1 ${/several|week|adjusted|figures|parts/.test(spec.kind) ? 'sm:col-span-2' : ''}`}
            data-field={spec.path}
          >
            <FieldInput
              spec={spec}
              label={labelOf(spec.path)}
              site={site}
              value={valueAt(typed, spec.path)}
              onChange={(value) => setTyped((now) => withValue(now, spec.path, value))}
            />
            <Fault text={found.at(spec.path)[0] ?? null} />
          </div>
        ))}
      </div>
      {section === 'calendars' && <YearPicture calendar={typed} onChange={setTyped} />}
      {section === 'people' && !isNew && <PasswordReset person={id} />}
      <label className="grid gap-1 text-sm text-ink-2">
        {t('why')}
        <input
          value={why}
          maxLength={300}
          onChange={({ target }) => setWhy(target.value)}
          className="h-9 w-full rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink"
        />
      </label>
      {answer !== null && !answer.ok && (
        <div className="grid gap-1">
          <Fault text={t(`refused.${answer.code}`)} />
          {found.others(['id', ...specs.map(({ path }) => path)]).map((fault) => (
            <Fault key={`${fault.path} ${fault.message}`} text={`${fault.path}: ${fault.message}`} />
          ))}
          {answer.code === 'forbidden' && <p className="text-sm text-ink-3">{answer.message}</p>}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="strong" size="large" disabled={busy || id === ''}>
          {t('save')}
        </Button>
        {!isNew && isGrown(section) && (
          <Button tone="quiet" size="large" className="ms-auto" disabled={busy} onClick={() => void remove()}>
            {t('remove')}
          </Button>
        )}
      </div>
    </form>
  )
}
