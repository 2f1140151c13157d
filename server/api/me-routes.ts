import type { Staff } from '#core/access/viewer.ts'
import { mayWatch } from '#core/access/watch.ts'
import { type ClockFacts, peopleFacts, siteFacts, siteHeader } from '#core/site/site-facts.ts'
import type { Site } from '#core/site/site-schema.ts'
import { ok } from './answer.ts'
import type { ApiRoute, KnownRequest } from './route.ts'

function staffFacts(site: Site, viewer: Staff) {
  const person = viewer.kind === 'person' ? site.people.find(({ id }) => id === viewer.id) : undefined
  return {
    kind: viewer.kind,
    id: viewer.id,
    person: viewer.kind === 'person' ? viewer.id : null,
    name: person?.name ?? viewer.id,
    role: viewer.role,
    agent: viewer.agent,
    team: viewer.team,
    language: person?.language ?? null,
  }
}

const mustDo = ({ first }: KnownRequest['caller']) => ({
  mustChangePassword: first === 'password',
  mustSetUpSecondFactor: first === 'second_factor',
})

function me({ viewer, caller, floor }: KnownRequest, clock: ClockFacts) {
  const { site } = floor
  const boards = site.boards.filter(({ id }) => mayWatch(viewer, 'wall', id, floor).ok)
  const shared = { site: siteHeader(site, clock), boards: boards.map(({ id, name }) => ({ id, name })) }
  if (viewer.kind === 'screen') return { kind: viewer.kind, id: viewer.id, board: viewer.board, ...shared }
  return { ...staffFacts(site, viewer), ...mustDo(caller), ...shared }
}

/** Who looks, and what they may know of the site: nobody in particular only what a sign-in page needs. */
export function meRoutes(clock: ClockFacts): ApiRoute[] {
  return [
    { method: 'GET', path: '/me', for: 'known', answer: (request) => ok(me(request, clock)) },
    {
      method: 'GET',
      path: '/site',
      for: 'anybody',
      answer({ viewer, caller, floor: { site } }) {
        if (viewer === null || caller?.first != null) return ok(siteHeader(site, clock))
        if (viewer.kind === 'screen') return ok(siteFacts(site, clock))
        return ok({ ...siteFacts(site, clock), ...peopleFacts(site) })
      },
    },
  ]
}
