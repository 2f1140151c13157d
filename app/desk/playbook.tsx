'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import type { Playbook as Page } from '#core/site/page-schema.ts'
import { playbookFor } from '#core/site/playbook-for.ts'
import { useMoney } from '../_format/use-money.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Icon, type IconName } from '../_ui/icons.tsx'
import type { Matter } from './use-matter-at-hand.ts'

function Sentences({ icon, title, list }: { icon: IconName; title: string; list: Page['say'] }) {
  const locale = useLocale()
  if (list.length === 0) return null
  const texts = list.map((words) => (typeof words === 'string' ? words : (words[locale] ?? words.en ?? '')))
  return (
    <div>
      <h3 className="text-sm text-ink-2">{title}</h3>
      <ul className="mt-1 grid gap-1.5">
        {texts.map((text) => (
          <li key={text} className="grid grid-cols-[1.1rem_minmax(0,1fr)] gap-x-1.5 leading-snug">
            <Icon name={icon} className="mt-[0.15em] text-ink-3" />
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What I may grant alone, as a sentence; nothing where the site file names no limit of my role. */
function OwnAuthority() {
  const t = useTranslations('playbook')
  const me = useMe()
  const { authority = [] } = useFacts()
  const mine = authority.filter(({ role }) => role === me?.role)
  const money = useMoney()
  const word = useOpenWord('sumKind')
  return mine.map(({ kind, upTo }) => (
    <p key={kind} className="border-s-4 border-ok ps-3 font-medium" data-authority={kind}>
      {mine.length > 1 && <span className="text-ink-2">{word(kind)} · </span>}
      {t('authority', { amount: money(upTo) })}
    </p>
  ))
}

/** The playbook of a kind of case: what to say, what to do, what I may grant myself; the last also where there is none. */
export function PlaybookPanel({ matter }: { matter: Matter | null }) {
  const t = useTranslations('playbook')
  const kind = useOpenWord('kind')
  const { playbooks = [] } = useFacts()
  const page = matter === null ? null : playbookFor(playbooks, matter.kind, matter.cause)
  if (matter === null || page === null) return <OwnAuthority />
  return (
    <section aria-label={t('title')} data-playbook={matter.kind} className="grid gap-3">
      <h2 className="narrow border-b border-line-strong pb-1.5 text-lg font-semibold">
        {t('title')} <span className="font-normal text-ink-3">{kind(matter.kind)}</span>
      </h2>
      <Sentences icon="chat" title={t('say')} list={page.say} />
      <Sentences icon="check" title={t('do')} list={page.do} />
      <OwnAuthority />
    </section>
  )
}
