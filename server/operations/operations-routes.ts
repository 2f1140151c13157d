import { type Language, languages } from '#core/config/languages.ts'
import { instantText } from '#core/rows/row.ts'
import { openDifferences } from '#store/postgres/recount-store.ts'
import { ok, refuse } from '../api/answer.ts'
import type { ApiRoute } from '../api/route.ts'
import type { PairedScreen, Screens } from '../auth/screens.ts'
import { findingsIn } from './finding.ts'
import type { ReadOperations } from './read-operations.ts'

/** As the page that shows the screens has it. */
const SILENT_MS = 20_000

const isSilent = ({ seenAt }: PairedScreen) => seenAt === null || Date.now() - seenAt.getTime() > SILENT_MS

const languageOf = (text: string | null): Language | null =>
  languages.find((language) => language === text) ?? null

/** Whether all is well with what runs, and what to do where it is not: for administrators. */
export function operationsRoutes(read: ReadOperations, screens: Pick<Screens, 'list'>): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/operations',
      for: 'staff',
      async answer({ viewer, query, floor }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'operations are for admins')
        const asked = query.get('language')
        const language = asked === null ? floor.site.site.language : languageOf(asked)
        if (language === null)
          return refuse(400, 'bad_request', `language: must be one of ${languages.join(', ')}`)
        const [{ at, findings, recounts, version }, paired] = await Promise.all([read(floor), screens.list()])
        const [last] = recounts
        const compared = recounts.reduce((sum, { intervals }) => sum + intervals, 0)
        return ok({
          at: instantText(at),
          findings: findingsIn(findings, language, floor.site.site.timezone),
          version: version && { version: version.version, at: instantText(version.at), by: version.by },
          screens: { paired: paired.length, silent: paired.filter(isSilent).length },
          feeds: [...floor.ids('feed')].map((id) => floor.row('feed', id)),
          recount:
            last === undefined
              ? null
              : {
                  ...{ at: instantText(last.at), pos: last.pos, intervals: compared },
                  ...{ tookMs: last.tookMs, differences: openDifferences(recounts) },
                  found: recounts.flatMap(({ found }) => found),
                },
        })
      },
    },
  ]
}
