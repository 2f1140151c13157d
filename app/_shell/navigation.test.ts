import { expect, test } from 'vitest'
import type { Me } from './load-facts.ts'
import { navLinksFor, placedNavLinks } from './navigation.ts'

const boards = [{ id: 'main' }]
const who = (role: Me['role'], agent: string | null): Me => ({ id: 'x', name: 'X', role, agent, team: null })

function placesOf(me: Me) {
  const links = placedNavLinks(navLinksFor(me, boards))
  const at = (place: string) => links.filter((link) => link.placement === place).map(({ key }) => key)
  return { bar: at('bar'), wide: at('wide'), menu: at('menu') }
}

test('an administrator has what is daily in the bar and the rest in a menu, of which a phone holds all but three', () => {
  const { bar, wide, menu } = placesOf(who('admin', null))
  expect(bar).toEqual(['supervisor', 'alerts', 'cases'])
  expect(wide).toEqual(['handover', 'wall', 'history'])
  expect(menu).toEqual([
    ...['duty', 'reports', 'screens', 'site'],
    ...['operations', 'deliveries', 'audit', 'limits'],
  ])
})

test('a menu of one is none: an agent has every link in the bar, a lead has the one that is rare there too', () => {
  expect(placesOf(who('agent', 'yuan'))).toEqual({
    bar: ['desk', 'alerts', 'cases', 'wall'],
    wide: [],
    menu: [],
  })
  expect(placesOf(who('lead', null)).menu).toEqual([])
})
