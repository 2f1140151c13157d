'use client'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../../_ui/button.tsx'
import { showDone } from '../../_ui/done-notice.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { BoardLinks } from './board-links.tsx'
import { FieldInput } from './field-input.tsx'
import { type FieldSpec, isWideField } from './field-spec.ts'
import { rebased, type SectionItem, valueAt, withValue } from './fields.ts'
import { FirstPasswords } from './first-passwords.tsx'
import { givesIds, withNewId } from './new-id.ts'
import { PasswordReset } from './password-reset.tsx'
import { RouteAnswerPanel } from './route-answer-panel.tsx'
import { withRuleField } from './rule-fields.ts'
import { RuleSentence } from './rule-sentence.tsx'
import { RuleTrialPanel } from './rule-trial-panel.tsx'
import {
  entriesOf,
  hasId,
  type SectionKey,
  sectionItemKey,
  sectionPlace,
  specsOf,
  withEntries,
} from './sections.ts'
import type { EditFault, SaveAnswer } from './site-file.ts'
import { TargetTest } from './target-test.tsx'
import type { SiteEditing } from './use-site.ts'
import { useSiteFaultText } from './use-site-fault-text.ts'
import { WhyField } from './why-field.tsx'
import { YearPicture } from './year-picture.tsx'

interface EntryFormProps {
  section: SectionKey
  /** As it stands, or as a new one begins. */
  entry: SectionItem
  isNew: boolean
  editing: SiteEditing
  /** By what the entry is known now; empty: it is gone. */
  onSaved: (key: string) => void
}

/** The faults of the entry that was sent, by field; those of no field of it apart. */
function faultsOf(faults: readonly EditFault[], section: SectionKey, index: number) {
  const place = [...sectionPlace(section), index]
  const own = faults.filter(({ at }) => place.every((part, depth) => at[depth] === part))
  const isAt = ({ at }: EditFault, path: string) => at.slice(place.length).join('.').startsWith(path)
  return {
    at: (path: string) => own.filter((fault) => isAt(fault, path)),
    others: (paths: readonly string[]) =>
      faults.filter((fault) => !own.includes(fault) || !paths.some((path) => isAt(fault, path))),
  }
}

/** One entry of a list: what is typed is saved as a version, made upon whatever is in force then. */
export function SectionItemForm({ section, entry, isNew, editing, onSaved }: EntryFormProps) {
  const t = useTranslations('siteFile')
  const field = useTranslations(`siteFile.field.${section}`)
  /** As it stood when one began to type: only what differs from that was touched, whatever has come since. */
  const [begun] = useState<SectionItem>(entry)
  const [typed, setTyped] = useState<SectionItem>(entry)
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<SaveAnswer | null>(null)
  const [sentAt, setSentAt] = useState(-1)
  const formId = useId()
  const faultText = useSiteFaultText()
  const site = editing.inForce!.site
  const edited = entriesOf(site, section)
  /** Who is new may get an id of what was typed. */
  const whole = isNew ? withNewId(section, typed, edited) : typed
  const id = String(whole.id ?? '')
  const known = sectionItemKey(section, entry)

  async function send(
    edit: (entries: readonly SectionItem[]) => readonly SectionItem[],
    done: string,
    next: string,
  ) {
    setBusy(true)
    const given = await editing.save((now) => {
      const entries = edit(entriesOf(now, section))
      // Of two with one id it is the later one.
      setSentAt(entries.findLastIndex((one) => sectionItemKey(section, one) === next))
      return withEntries(now, section, entries)
    }, why)
    setBusy(false)
    setAnswer(given)
    if (!given.ok) return
    setWhy('')
    showDone(done)
    if (Object.keys(given.passwords).length === 0) onSaved(next)
  }
  /** The list with this entry as it is to be; of several that are known by the same the first is meant. */
  function changed(
    entries: readonly SectionItem[],
    to: (one: SectionItem) => readonly SectionItem[],
  ): readonly SectionItem[] {
    const at = entries.findIndex((one) => sectionItemKey(section, one) === known)
    return at === -1 ? entries : entries.toSpliced(at, 1, ...to(entries[at]!))
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(
      (entries) => (isNew ? [...entries, whole] : changed(entries, (one) => [rebased(one, begun, typed)])),
      t('saved'),
      key,
    )
  }
  const remove = () => send((entries) => changed(entries, () => []), t('removed'), '')
  const faults = answer !== null && !answer.ok ? answer.faults : []
  const found = faultsOf(faults, section, sentAt)
  const specs = specsOf(section, typed, isNew, begun)
  const key = sectionItemKey(section, whole)
  /** What has no id is known by what it is about: another of the same would never be asked. */
  const isTwice =
    !hasId(section) && (isNew || key !== known) && edited.some((one) => sectionItemKey(section, one) === key)
  const textOf = ([fault]: readonly EditFault[], isPercent = false) =>
    fault === undefined ? null : faultText(fault, isPercent)
  // A staff number that is no id is wrong as a staff number.
  const faultsAt = (path: string) => [...found.at(path), ...(path === 'login' && isNew ? found.at('id') : [])]
  function setField({ path }: FieldSpec, value: unknown): void {
    setTyped((now) => {
      if (section === 'rules') return withRuleField(now, path, value)
      // Another kind of channel has other fields.
      return section === 'targets' && path === 'kind'
        ? { id: now.id, kind: value }
        : withValue(now, path, value)
    })
  }
  const hasIdField = isNew && hasId(section) && !givesIds(section)
  /** Of an id that is drawn nowhere nothing can be said beside it. */
  const shownPaths = [
    ...specs.map(({ path }) => path),
    ...(hasIdField || (isNew && section === 'people') ? ['id'] : []),
  ]
  const labelOf = (path: string) => field(path.replaceAll('.', '_') as never)
  if (answer?.ok === true && Object.keys(answer.passwords).length > 0)
    return <FirstPasswords passwords={answer.passwords} onDone={() => onSaved(id)} />
  return (
    // What is tried beside the fields stands outside the form: Enter in it must not save a version.
    <div className="grid content-start gap-4" data-entry={isNew ? 'new' : known}>
      {section === 'rules' && <RuleSentence rule={typed} />}
      <form id={formId} onSubmit={submit} className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {hasIdField && (
          <TextField
            label={t('id')}
            value={id}
            required
            maxLength={128}
            isFigure
            fault={textOf(found.at('id'))}
            onChange={(typedId) => setTyped({ ...typed, id: typedId.trim() })}
          />
        )}
        {specs.map((spec) => (
          <div
            key={spec.path}
            className={`grid min-w-0 content-start gap-1 ${isWideField(spec) ? 'sm:col-span-2' : ''}`}
            data-field={spec.path}
          >
            <FieldInput
              spec={spec}
              label={labelOf(spec.path)}
              site={site}
              value={valueAt(typed, spec.path)}
              fault={textOf(faultsAt(spec.path), spec.kind === 'percent')}
              onChange={(value) => setField(spec, value)}
            />
          </div>
        ))}
      </form>
      {section === 'calendars' && <YearPicture calendar={typed} onChange={setTyped} />}
      {section === 'boards' && !isNew && <BoardLinks board={id} />}
      {section === 'rules' && <RuleTrialPanel rule={typed} />}
      {section === 'people' && !isNew && <PasswordReset person={id} />}
      {section === 'targets' && !isNew && <TargetTest target={entry} isSaved={typed === begun} />}
      {(section === 'routes' || section === 'rosters') && (
        <RouteAnswerPanel
          site={withEntries(
            site,
            section,
            isNew
              ? [...edited, typed]
              : edited.map((one) => (sectionItemKey(section, one) === known ? typed : one)),
          )}
        />
      )}
      <WhyField form={formId} value={why} onChange={setWhy} />
      {answer !== null && !answer.ok && (
        <div className="grid gap-1">
          <Fault text={t(`refused.${answer.code}`)} />
          {found.others(shownPaths).map((fault) => (
            <Fault key={`${fault.path} ${fault.message}`} text={`${fault.path}: ${faultText(fault)}`} />
          ))}
          {answer.code === 'forbidden' && <p className="text-sm text-ink-3">{answer.message}</p>}
        </div>
      )}
      {isTwice && <Fault text={t('alreadyThere')} />}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          form={formId}
          tone="strong"
          size="large"
          disabled={busy || isTwice || (hasId(section) && id === '')}
        >
          {t('save')}
        </Button>
        {!isNew && (
          <Button tone="quiet" size="large" className="ms-auto" disabled={busy} onClick={() => void remove()}>
            {t('remove')}
          </Button>
        )}
      </div>
    </div>
  )
}
