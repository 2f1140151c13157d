'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Blank } from '../../_shell/blank.tsx'
import { useMe } from '../../_shell/facts.ts'
import { NoAccess } from '../../_shell/no-access.tsx'
import { Button } from '../../_ui/button.tsx'
import { ChangeWords } from './change-words.tsx'
import { PeopleCsv } from './people-csv.tsx'
import { SectionPanel } from './section-panel.tsx'
import { isForAdmins, type SectionKey, sectionKeys } from './sections.ts'
import { TextPanel } from './text-panel.tsx'
import { type SiteEditing, useSite } from './use-site.ts'
import { VersionsPanel } from './versions-panel.tsx'

type Tab = SectionKey | 'file' | 'versions'

/** What others changed while one was typing: nothing that was typed is lost, and saving again makes it upon theirs. */
function Meanwhile({ meanwhile }: Pick<SiteEditing, 'meanwhile'>) {
  const t = useTranslations('siteFile')
  if (meanwhile.length === 0) return null
  return (
    <section
      role="status"
      data-part="meanwhile"
      className="grid gap-1 border-s-4 border-warn bg-warn-soft px-4 py-2.5"
    >
      <p className="font-medium text-warn">{t('meanwhile')}</p>
      {meanwhile.map(({ version, changes }) => (
        <ChangeWords key={version} changes={changes} />
      ))}
    </section>
  )
}

function Part({ tab, editing }: { tab: Tab; editing: SiteEditing }) {
  if (tab === 'versions') return <VersionsPanel editing={editing} />
  if (tab === 'file') return <TextPanel editing={editing} />
  return (
    <SectionPanel
      key={tab}
      section={tab}
      editing={editing}
      aside={tab === 'people' ? <PeopleCsv editing={editing} /> : null}
    />
  )
}

/** The site file in the browser: its lists as forms, the rest as text, every change a version. */
export function SiteView() {
  const t = useTranslations('siteFile')
  const me = useMe()
  const editing = useSite()
  const [tab, setTab] = useState<Tab>('queues')
  if (editing.fault === 'forbidden') return <NoAccess code="forbidden" />
  if (editing.inForce === null)
    return editing.fault === null ? (
      <Blank />
    ) : (
      <div className="m-auto grid gap-3 p-8 text-center">
        <p className="text-ink-2">{t('refused.no_answer')}</p>
        <Button size="large" onClick={() => void editing.read()}>
          {t('again')}
        </Button>
      </div>
    )
  const isAdmin = me?.role === 'admin'
  const forms = sectionKeys.filter((key) => isAdmin || !isForAdmins(key))
  const tabs: Tab[] = [...forms, ...(isAdmin ? (['file'] as const) : []), 'versions']
  return (
    <div className="mx-auto grid w-full max-w-6xl content-start gap-5 px-4 pt-5 pb-16">
      <h1 className="sr-only">{t('title')}</h1>
      <nav aria-label={t('title')} className="flex gap-1 overflow-x-auto md:flex-wrap">
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            data-tab={one}
            aria-current={one === tab}
            onClick={() => setTab(one)}
            className="rounded-[5px] px-3 py-1.5 whitespace-nowrap text-ink-2 hover:bg-raised aria-[current=true]:bg-accent-soft aria-[current=true]:font-semibold aria-[current=true]:text-ink"
          >
            {t(`section.${one}`)}
          </button>
        ))}
      </nav>
      <Meanwhile meanwhile={editing.meanwhile} />
      <Part tab={tab} editing={editing} />
    </div>
  )
}
