import type { Site } from '../site/site-schema.ts'

/** A person of the site file, or of its facts, as far as their number follows from it. */
type Person = Pick<Site['people'][number], 'id' | 'role'> & { readonly agent?: string | null | undefined }

/** The agent's number of a person; null: they have none. */
export const agentOfPerson = ({ id, role, agent }: Person): string | null =>
  agent ?? (role === 'agent' ? id : null)
