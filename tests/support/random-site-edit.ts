import fc from 'fast-check'
import type { Site } from '#core/site/site-schema.ts'

const name = fc.string({
  unit: fc.constantFrom('a', '客', ':', '#', '"', "'", ' ', '-', '\n', '{'),
  minLength: 1,
  maxLength: 8,
})
const id = fc.integer({ min: 1, max: 9_999 }).map((number) => `new-${number}`)

/** One change of the kinds that the screens make. */
export const randomSiteEdit: fc.Arbitrary<(site: Site) => Site> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(3_600))
    .map(([at, share, withinSec]) => (site: Site) => ({
      ...site,
      queues: site.queues.map((queue, index) =>
        index === at % site.queues.length ? { ...queue, target: { share, withinSec } } : queue,
      ),
    })),
  fc.tuple(id, name, fc.nat(60)).map(([newId, text, at]) => (site: Site) => {
    if (site.people.some((one) => one.id === newId)) return site
    return {
      ...site,
      people: site.people.toSpliced(at % (site.people.length + 1), 0, {
        id: newId,
        name: text,
        role: 'agent' as const,
        login: newId,
      }),
    }
  }),
  fc.nat().map((at) => (site: Site) => ({
    ...site,
    people: site.people.map((one, index) =>
      index === at % site.people.length ? { ...one, disabled: one.disabled !== true } : one,
    ),
  })),
  fc.nat().map((at) => (site: Site) => ({
    ...site,
    causes: site.causes.filter((_, index) => index !== at % (site.causes.length + 1)),
  })),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => (site: Site) => {
    const boards = [...site.queues]
    const [moved] = boards.splice(from % boards.length, 1)
    return { ...site, queues: boards.toSpliced(to % (boards.length + 1), 0, moved!) }
  }),
  name.map((text) => (site: Site) => ({ ...site, site: { ...site.site, name: text } })),
  fc.tuple(fc.nat(), fc.boolean()).map(([at, has]) => (site: Site) => ({
    ...site,
    calendars: site.calendars.map((calendar, index) =>
      index !== at % site.calendars.length
        ? calendar
        : { ...calendar, closed: has ? ['2027-01-02', '2027-05-01'] : undefined },
    ),
  })),
)
