'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl/react'
import { FindButton } from '../_find/find-button.tsx'
import { AsOf } from '../_ui/as-of.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { BrandMark } from './brand-mark.tsx'
import { useFacts, useMe } from './facts.ts'
import { NavMenu } from './nav-menu.tsx'
import { navLinksFor, placedNavLinks } from './navigation.ts'
import { Preferences } from './preferences.tsx'

/** Pages beneath one are its own, but those beneath the administrator's first page, which have their own links. */
const isHere = (path: string, href: string) => (href === '/admin' ? path === href : path.startsWith(href))

export function TopBar() {
  const t = useTranslations('nav')
  const path = usePathname()
  const me = useMe()
  const facts = useFacts()
  const places = placedNavLinks(navLinksFor(me, me?.boards ?? facts.boards ?? []))
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-surface px-4 py-1 max-sm:gap-x-2 max-sm:px-3 print:hidden">
      <PageLink href="/" className="flex items-center gap-2 text-md font-semibold">
        <BrandMark className="size-5" />
        <span className="max-sm:sr-only">{facts.name}</span>
      </PageLink>
      {facts.demo && (
        <span className="border border-warn px-1.5 text-xs font-bold tracking-[0.1em] text-warn">DEMO</span>
      )}
      <nav className="flex items-center gap-0.5 max-lg:order-last max-lg:w-full max-lg:overflow-x-auto">
        {places
          .filter(({ placement }) => placement !== 'menu')
          .map(({ key, href, placement }) => (
            <PageLink
              key={key}
              href={href}
              aria-current={isHere(path, href) ? 'page' : undefined}
              className={`rounded-[5px] px-2 py-1 whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink ${placement === 'wide' ? 'max-sm:hidden' : ''}`}
            >
              {t(key)}
            </PageLink>
          ))}
        <NavMenu
          links={places.filter(({ placement }) => placement !== 'bar')}
          isHere={(href) => isHere(path, href)}
        />
      </nav>
      <div className="ms-auto flex items-center gap-3 text-sm text-ink-2 max-sm:gap-1">
        {me !== null && <FindButton />}
        <AsOf className="[&>span]:max-sm:sr-only [&>time]:text-ink" />
        <Preferences />
        {me !== null && (
          <PageLink
            href="/settings"
            aria-current={path.startsWith('/settings') ? 'page' : undefined}
            className="flex min-h-8 items-center gap-1.5 rounded-[5px] px-1.5 hover:bg-raised hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink"
          >
            <Icon name="person" /> <span className="max-md:sr-only">{me.name}</span>
            <span className="sr-only">{t('settings')}</span>
          </PageLink>
        )}
      </div>
    </header>
  )
}
