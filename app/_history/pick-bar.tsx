'use client'
import { useTranslations } from 'use-intl/react'
import { datesBefore, type SpanKind, spanDates, spanKinds, stepDates } from '#core/history/spans.ts'
import { serviceLevelVariants, variantOf } from '#core/queues/service-level.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { DateField } from '../_ui/date-field.tsx'
import { fieldClass } from '../_ui/field.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { Select } from '../_ui/select.tsx'
import { setAddress } from '../supervisor/address.ts'
import { nothingOpened } from './opened.ts'
import { SavedViewsMenu } from './saved-views.tsx'
import { usePeriodLabels } from './use-period-label.ts'
import { useSubjectOptions } from './use-subject-options.ts'
import type { ShownView } from './use-view.ts'
import { leadTo, viewSubjects } from './view.ts'

/** Whose figures: the kind, and which one. */
function SubjectPicks({ shown }: { shown: ShownView }) {
  const t = useTranslations('historyPage')
  const { of, id } = shown.view
  const options = useSubjectOptions(of)
  return (
    <>
      <Select
        label={t('of.label')}
        value={of}
        options={viewSubjects.map((each) => ({ id: each, name: t(`of.${each}`) }))}
        onChange={(next) => setAddress({ ...nothingOpened, of: next, id: '' }, true)}
        className={fieldClass.bar}
      />
      {of !== 'site' && (
        <FilterSelect
          label={t(`which.${of}`)}
          all={t('choose')}
          value={id}
          options={options}
          onPick={(next) => setAddress({ ...nothingOpened, id: next }, true)}
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
      <Segmented
        label={t('span.label')}
        values={spanKinds}
        value={kind}
        nameOf={(each) => t(`span.${each}`)}
        onChange={(each) =>
          go(each, dates.first <= today && today <= dates.last ? today : dates.first, dates.last)
        }
      />
      <span className="inline-flex items-center gap-1">
        <Button tone="quiet" aria-label={t('earlier')} onClick={() => step(-1)}>
          <Icon name="chevron" className="rotate-180" />
        </Button>
        <DateField
          label={t('on')}
          value={dates.first}
          max={today}
          onChange={(on) => on !== '' && go(kind, on, dates.last)}
        />
        {kind === 'dates' && (
          <DateField
            label={t('until')}
            value={dates.last}
            min={dates.first}
            onChange={(until) => until !== '' && go(kind, dates.first, until)}
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
    <span className="inline-flex basis-full flex-wrap items-center gap-1.5">
      <FilterSelect
        label={t('by.label')}
        all={t(`by.${usualUnit!}`)}
        value={view.by === usualUnit ? '' : view.by}
        options={otherUnits.map((id) => ({ id, name: t(`by.${id}`) }))}
        onPick={(by) => setAddress({ by })}
      />
      <FilterSelect
        label={t('besideLabel')}
        all={t('beside', { dates: labels.shortDates(before.first, before.last) })}
        value={view.before === null ? 'none' : ''}
        options={[{ id: 'none', name: t('alone') }]}
        onPick={(beside) => setAddress({ beside })}
      />
      <FilterSelect
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
      <span className="ms-auto">
        <SavedViewsMenu />
      </span>
      <BasisOfView shown={shown} />
    </div>
  )
}
