import type { IncomingMessage } from 'node:http'
import type { Staff, Viewer } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Requester } from '../auth/requester.ts'
import type { Deadline } from '../http/answer-within.ts'
import type { ApiAnswer } from './answer.ts'

/** One request as a route sees it. */
export interface ApiRequest {
  req: IncomingMessage
  /** The parts of the path that the pattern names, decoded. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** Where the request came from, for slowing down. */
  address: string
  /** Within which the answer must be there. */
  deadline: Deadline
  floor: Floor
}
export interface KnownRequest extends ApiRequest {
  caller: Requester
  viewer: Viewer
}
export interface StaffRequest extends KnownRequest {
  viewer: Staff
}

interface Common {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Such as `/cases/:id`, under `/api/v1`. */
  path: string
  /** It has a share of its own, or takes of its sender's by itself, as much as it is asked for; others that change something take one. */
  takesShare?: true
}
/** Who may call: anybody; whoever is known (also a screen, and a person who must change the password); staff. */
export type ApiRoute = Common &
  (
    | {
        for: 'anybody'
        answer: (
          request: ApiRequest & { caller: Requester | null; viewer: Viewer | null },
        ) => Promise<ApiAnswer> | ApiAnswer
      }
    | { for: 'known'; answer: (request: KnownRequest) => Promise<ApiAnswer> | ApiAnswer }
    | { for: 'staff'; answer: (request: StaffRequest) => Promise<ApiAnswer> | ApiAnswer }
  )

/** The parameters of a path, or null if it is not the pattern's. Nothing has a name with the character U+0000. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const text = given[index]!
    if (!part.startsWith(':')) {
      if (part !== text) return null
      continue
    }
    const param = decoded(text)
    if (param === null || param.includes('\0')) return null
    params[part.slice(1)] = param
  }
  return params
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
