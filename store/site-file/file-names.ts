import type { Site } from '#core/site/site-schema.ts'

/** Where a set names a file, or a variable, that holds a secret. */
export function fileNames({ feeds, apiTokens, alerts }: Site): { path: PropertyKey[]; file: string }[] {
  const of = (entries: readonly object[], path: readonly PropertyKey[]) =>
    entries.flatMap((entry, index) =>
      Object.entries(entry)
        .filter(([name, value]) => name.endsWith('File') && typeof value === 'string')
        .map(([name, file]) => ({ path: [...path, index, name], file: String(file) })),
    )
  return [
    ...of(feeds, ['feeds']),
    ...of(apiTokens, ['apiTokens']),
    ...of(alerts.targets, ['alerts', 'targets']),
  ]
}
