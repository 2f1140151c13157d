import type { Target } from '#core/alerts/targets/target-schema.ts'
import { givenSecrets, type TargetSecretName } from '#core/alerts/targets/target-secrets.ts'
import type { FlatIssue } from '#platform/flatten-issues.ts'

/** What the site file says of a target's secrets. Null: nothing at all, so those it had stay. */
export interface TargetSecret {
  readonly target: string
  readonly secrets: Readonly<Partial<Record<TargetSecretName, string>>> | null
}

type Given = (
  direct: string | undefined,
  file: string | undefined,
  path: PropertyKey[],
  key: string,
) => string | null

/** The secrets of targets, those in files read by `given`. */
export function splitTargets(targets: readonly Target[], given: Given): TargetSecret[] {
  return targets.map((target, index) => {
    const said = givenSecrets(target)
    if (said.length === 0) return { target: target.id, secrets: null }
    const path = ['alerts', 'targets', index]
    const read = said.map(({ name, direct, file }) => [name, given(direct, file, path, name)] as const)
    const known = read.filter(([, secret]) => secret !== null)
    return { target: target.id, secrets: known.length === 0 ? null : Object.fromEntries(known) }
  })
}

/** An address in a file of its own was seen by no schema. */
export function addressFaults(secrets: readonly TargetSecret[], targets: readonly Target[]): FlatIssue[] {
  return secrets.flatMap(({ secrets: known }, index) => {
    const url = known?.url
    if (url === undefined || !('urlFile' in targets[index]!)) return []
    const ok = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    return ok
      ? []
      : [{ path: ['alerts', 'targets', index, 'urlFile'], message: 'the file holds no http(s) address' }]
  })
}
