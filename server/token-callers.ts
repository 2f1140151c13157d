import { hashToken, type TokenBook } from '#store/tokens.ts'
import type { Caller, Callers } from './auth/caller.ts'

/** Callers by API token alone. */
export function tokenCallers(tokens: TokenBook): Callers {
  const listeners: ((credential: Caller['credential']) => void)[] = []
  const gone = new Set<string>()
  tokens.onRevoked((hashes) => {
    for (const id of hashes) {
      gone.add(id)
      for (const listener of listeners) listener({ kind: 'token', id })
    }
  })
  return {
    async identify({ token }) {
      const grant = token === undefined ? null : tokens.find(token)
      if (token === undefined || grant?.kind !== 'api') return null
      return {
        identity: { kind: 'token', name: grant.name, role: grant.role, agent: grant.agent },
        credential: { kind: 'token', id: hashToken(token) },
        byCookie: false,
        mustChange: false,
      }
    },
    ended: async (callers) => callers.filter(({ credential }) => gone.has(credential.id)),
    onEnded: (listener) => void listeners.push(listener),
  }
}
