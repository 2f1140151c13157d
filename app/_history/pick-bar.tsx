'use client'
import { useTranslations } from 'use-intl/react'
import { reportSubjects } from '#core/api/interval-report.ts'
import { datesBefore, type SpanKind, spanDates, spanKinds, stepDates } from '#core/history/spans.ts'
import { serviceLevelVariants, variantOf } from '#core/queues/service-level.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Pick } from '../_ui/pick.tsx'
import { setAddress } from '../supervisor/address.ts'
import { SavedViewsMenu } from './saved-views.tsx'
import { usePeriodLabels } from './use-period-label.ts'
import { useSubjectOptions } from './use-subject-options.ts'
import type { ShownView } from './use-view.ts'
import { leadTo } from './view.ts'

const field = 'h-7 rounded-[5px] border border-line bg-surface px-1.5 text-sm text-ink'

/** Whose figures: the kind, and which one. */
function SubjectPicks({ shown }: { shown: ShownView }) {
  const t = useTranslations('historyPage')
  const { of, id } = shown.view
  const options = useSubjectOptions(of)
  return (
    <>
      <select
        aria-label={t('of.label')}
        value={of}
        onChange={(event) => setAddress({ of: event.target.value, id: '', entries: '', outcome: '' }, true)}
        className={field}
        data-pick="of"
      >
        {reportSubjects.map((each) => (
          <option key={each} value={each}>
            {t(`of.${each}`)}
          </option>
        ))}
      </select>
      {of !== 'site' && (
        <Pick
          label={t(`which.${of}`)}
          all={t('choose')}
          value={id}
          options={options}
          onPick={(next) => setAddress({ id: next, entries: '', outcome: '' }, true)}
        />
      )}
    </>
  )
}

function SpanPicks({ shown }: { shown: ShownView }) {
  const t = useTranslations('historyPage')
  const labels = usePeriodLabels()
  const { kind, dates } = shown.view
  const { today } = shown
  const go = (next: SpanKind, on: string, until: string) =>
    setAddress(leadTo(next, spanDates(next, on, until), today), true)
  const step = (by: 1 | -1) => setAddress(leadTo(kind, stepDates(kind, dates, by), today), true)
  return (
    <>
      <fieldset className="inline-flex gap-1" aria-label={t('span.label')}>
        {spanKinds.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === kind}
            onClick={() =>
              go(each, dates.first <= today && today <= dates.last ? today : dates.first, dates.last)
            }
            className="min-h-7 rounded-[5px] px-2 py-0.5 text-sm text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
          >
            {t(`span.${each}`)}
          </button>
        ))}
      </fieldset>
      <span className="inline-flex items-center gap-1">
        <Button tone="quiet" aria-label={t('earlier')} onClick={() => step(-1)}>
          <Icon name="chevron" className="rotate-180" />
        </Button>
        <input
          type="date"
          aria-label={t('on')}
          value={dates.first}
          max={today}
          onChange={({ target }) => target.value !== '' && go(kind, target.value, dates.last)}
          className={`figure ${field}`}
        />
        {kind === 'dates' && (
          <input
            type="date"
            aria-label={t('until')}
            value={dates.last}
            min={dates.first}
            onChange={({ target }) => target.value !== '' && go(kind, dates.first, target.value)}
            className={`figure ${field}`}
          />
        )}
        <Button tone="quiet" aria-label={t('later')} disabled={dates.last >= today} onClick={() => step(1)}>
          <Icon name="chevron" />
        </Button>
      </span>
      <b className="narrow text-md font-semibold">{labels.dates(dates.first, dates.last)}</b>
    </>
  )
}

function BasisOfView({ shown }: { shown: ShownView }) {
  const t = useTranslations('historyPage')
  const basis = useTranslations('basis')
  const labels = usePeriodLabels()
  const { definitions } = useFacts()
  const { view } = shown
  const [usualUnit, ...otherUnits] = view.units
  const usual = variantOf(definitions ?? 'international')
  const before = datesBefore(view.kind, view.dates)
  return (
    <span className="ms-auto inline-flex flex-wrap items-center gap-1.5">
      <Pick
        label={t('by.label')}
        all={t(`by.${usualUnit!}`)}
        value={view.by === usualUnit ? '' : view.by}
        options={otherUnits.map((id) => ({ id, name: t(`by.${id}`) }))}
        onPick={(by) => setAddress({ by })}
      />
      <Pick
        label={t('besideLabel')}
        all={t('beside', { dates: labels.shortDates(before.first, before.last) })}
        value={view.before === null ? 'none' : ''}
        options={[{ id: 'none', name: t('alone') }]}
        onPick={(beside) => setAddress({ beside })}
      />
      <Pick
        label={basis('level.label')}
        all={basis(`level.${usual}`)}
        value={view.variant === usual ? '' : view.variant}
        options={serviceLevelVariants
          .filter((id) => id !== usual)
          .map((id) => ({ id, name: basis(`level.${id}`) }))}
        onPick={(level) => setAddress({ level })}
      />
    </span>
  )
}

/** Whose figures, of which span, divided and compared by what. */
export function PickBar({ shown }: { shown: ShownView }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line pb-3" data-part="picks">
      <SubjectPicks shown={shown} />
      <SpanPicks shown={shown} />
      <BasisOfView shown={shown} />
      <SavedViewsMenu />
    </div>
  )
}
