import type { Site } from '#core/site/site-schema.ts'
import { ringRights } from '#protocols/ami/account-rights.ts'
import type { PbxFinding } from './pbx-finding.ts'
import type { Trial } from './try-account.ts'

/** Whether the targets of kind `phone` could ring by the PBX of a feed; nobody is rung. Null: it was not tried. */
export function ringFindings(site: Site, feed: string, trial: Trial | null): PbxFinding[] {
  return site.alerts.targets.flatMap((target, index): PbxFinding[] => {
    if (target.kind !== 'phone' || target.feed !== feed) return []
    const at = (level: PbxFinding['level'], text: string, key: string[] = []): PbxFinding[] => [
      { level, about: `target ${target.id}`, path: ['alerts', 'targets', index, ...key], text },
    ]
    if (trial?.is !== 'signed_in')
      return at('warning', `rings by the PBX of the feed ${feed}, which could not be tried: see there`)
    if (trial.actions === null)
      return at(
        'warning',
        `the PBX does not tell whether the account may ring: see that manager.conf has "${ringRights}"`,
      )
    if (!trial.actions.has('Originate'))
      return at('fault', `the account may not ring (no Originate): manager.conf needs "${ringRights}"`, [
        'feed',
      ])
    const context = trial.contexts.get(target.context)
    if (context?.ok && !context.value)
      return at(
        'fault',
        `the dialplan has no extension s in [${target.context}]: add it as docs/asterisk.md has it, in FreePBX to extensions_custom.conf`,
        ['context'],
      )
    return at('good', `the account of the feed ${feed} may ring`)
  })
}
