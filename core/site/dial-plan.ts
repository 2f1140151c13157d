import type { FeedConfig } from './site-schema.ts'

/** The extension of `PJSIP/101`, `Local/102@from-queue/n` or `4711`. */
const EXTENSION = /^(?:\w+\/)?(\d{2,8})(?:@.*)?$/

/** How the PBX of a feed dials out, with the extensions of its agents. */
export function dialPlanOf({
  dial,
  agents = {},
}: Pick<FeedConfig, 'dial' | 'agents'>): NonNullable<FeedConfig['dial']> & { extensions: string[] } {
  const extensions = Object.keys(agents).flatMap((name) => EXTENSION.exec(name)?.[1] ?? [])
  return { ...dial, extensions }
}
