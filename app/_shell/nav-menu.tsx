'use client'
import { Menu } from '@base-ui/react/menu'
import { useTranslations } from 'use-intl/react'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import type { NavLink, NavPlacement } from './navigation.ts'

interface NavMenuProps {
  links: readonly (NavLink & { placement: NavPlacement })[]
  isHere: (href: string) => boolean
}

/** The links that the bar has no room for. What a wide screen shows in the bar is in the menu on a phone alone. */
export function NavMenu({ links, isHere }: NavMenuProps) {
  const t = useTranslations('nav')
  if (links.length === 0) return null
  const isAlways = links.some(({ placement }) => placement === 'menu')
  const isInside = links.some(({ href, placement }) => placement === 'menu' && isHere(href))
  return (
    <Menu.Root>
      <Menu.Trigger
        data-nav-menu
        data-inside={isInside}
        className={`flex items-center gap-1 rounded-[5px] px-2 py-1 whitespace-nowrap text-ink-2 hover:text-ink data-[inside=true]:bg-raised data-[inside=true]:text-ink ${isAlways ? '' : 'sm:hidden'}`}
      >
        {t('more')} <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className="max-h-[80vh] min-w-44 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-ink shadow-[0_8px_24px_var(--shade)] outline-none">
            {links.map(({ key, href, placement }) => (
              <Menu.LinkItem
                key={key}
                closeOnClick
                render={<PageLink href={href} />}
                aria-current={isHere(href) ? 'page' : undefined}
                className={`block px-3 py-2 outline-none data-highlighted:bg-accent-soft aria-[current=page]:font-semibold ${placement === 'wide' ? 'sm:hidden' : ''}`}
              >
                {t(key)}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
