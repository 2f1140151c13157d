import type { Floor } from '#core/floor/floor.ts'

/** The number in an interface of a PBX such as `PJSIP/101` or `Local/101@from-queue/n`. */
const numberOfLine = (line: string) => /^[A-Za-z]\w*\/(\d{2,10})(?:@.*)?$/.exec(line)?.[1]

/**
 * Whether a number may be rung for a person who gives it: a line of the PBX that the site file or the PBX itself names
 * as an agent's, an address of somebody's in the site file, or one that the target's `extensions` takes. Any other
 * could be a number outside that costs money.
 */
export function isKnownExtension(
  { site, ids }: Pick<Floor, 'site' | 'ids'>,
  targetId: string | null,
  address: string | null,
): boolean {
  const target = site.alerts.targets.find(
    ({ id, kind }) => kind === 'phone' && (targetId === null || id === targetId),
  )
  if (target?.kind !== 'phone' || address === null) return false
  if (target.extensions !== undefined && new RegExp(`^(?:${target.extensions})$`).test(address)) return true
  const reached = [...site.people, ...site.departments].flatMap(({ reach }) => reach ?? [])
  if (reached.some((method) => method.channel === 'phone' && method.address === address)) return true
  const named = site.feeds.find(({ id }) => id === target.feed)?.agents ?? {}
  const lines = [...Object.keys(named), ...ids('agent')]
  return lines.some((line) => numberOfLine(line) === address)
}
