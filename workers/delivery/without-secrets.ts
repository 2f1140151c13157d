import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'

const LONGEST = 300

/** What the other side said, without what must not be read: it goes into the log. */
export function withoutSecrets(reason: string, secrets: TargetSecrets, address: string | null): string {
  const { url, ca: _ca, ...rest } = secrets
  const hidden = [url, ...pathOf(url), ...Object.values(rest), address ?? undefined]
  let clean = reason
  for (const text of hidden) if (text !== undefined && text.length >= 4) clean = clean.replaceAll(text, '…')
  return clean.replace(/https?:\/\/\S+/g, '…').slice(0, LONGEST)
}

/** The part of a robot's address that lets whoever knows it write. */
function pathOf(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return []
  const { pathname, searchParams } = new URL(url)
  return [...pathname.split('/').filter((part) => part.length >= 8), ...searchParams.values()]
}
