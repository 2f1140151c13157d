import { stringify } from 'yaml'
import { type DraftParts, httpParts, pbxParts } from './draft-parts.ts'
import type { SiteDraft } from './site-draft.ts'

/** Beside the site file: the PBX's secret, which stands in no file that is kept in git. */
export const PBX_SECRET_FILE = 'pbx-secret'
export const FLOOR_BOARD = 'floor'

const flow = (value: unknown) => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
const list = (values: readonly object[]) => values.map((value) => `  - ${flow(value)}`)

/** One block of the file: its comments, its key, its entries; nothing at all where there are none. */
function block(key: string, comments: readonly string[], values: readonly object[]): string[] {
  if (values.length === 0) return []
  return ['', ...comments.map((line) => `# ${line}`), `${key}:`, ...list(values)]
}

function feedOf({ connect }: SiteDraft, parts: DraftParts): object {
  if (connect.kind === 'http') return { id: connect.feed, kind: 'http' }
  const { host, port, tls, username } = connect.account
  return {
    ...{ id: 'pbx', kind: 'asterisk', host, port },
    ...(tls && { tls }),
    ...{ username, secretFile: PBX_SECRET_FILE },
    ...(Object.keys(parts.queueNames).length > 0 && { queues: parts.queueNames }),
    ...(Object.keys(parts.agentIds).length > 0 && { agents: parts.agentIds }),
  }
}

const COMPLAINT = {
  en: 'Complaint unanswered for 90 minutes',
  'zh-CN': '投诉 90 分钟无人回复',
  'zh-TW': '客訴 90 分鐘無人回覆',
}

/** The rule that a first site has: nobody who complains is forgotten. */
const rule = () => ({
  ...{ id: 'complaint-unanswered', kind: 'clock', subject: 'case', when: { kind: 'complaint' } },
  ...{ start: ['case.opened', 'case.contacted'], stop: ['case.replied', 'case.resolved'], limit: '90m' },
  ...{ warn: ['50%'], severity: 'critical', notify: 'leads', title: COMPLAINT },
})

/** The text of a first site file: small, commented, and whole; no secret stands in it. */
export function writeDraft(draft: SiteDraft): string {
  const { name, language, timezone, admin, connect } = draft
  const parts = connect.kind === 'http' ? httpParts(connect.queue) : pbxParts(draft, connect.queues)
  const board = { id: FLOOR_BOARD, name, queues: parts.queueIds }
  const lines = [
    '# The site file: who works here, what is answered, and what must not be forgotten.',
    '# Change it here and apply it with `npm run site -- apply FILE`, or in the browser under Site.',
    '# All that can be said in it: config/site.yaml, which is an example.',
    'site:',
    ...Object.entries({ id: 'huiyin', name, timezone, language }).map(
      ([key, value]) => `  ${key}: ${flow(value)}`,
    ),
    ...block(
      'queues',
      [
        '`target` is the service level: which share is to be answered within how many seconds.',
        'Who hangs up before `shortAbandonSec` counts apart.',
      ],
      parts.queues,
    ),
    ...block('teams', ['`leads` are told first; add the ids of people.'], parts.teams),
    ...block(
      'people',
      [
        'Who signs in, with their staff number (`login`). First passwords are in `first-passwords` of the data folder.',
        '`role` is admin, supervisor, lead or agent; `agent` is their id on the telephone system.',
      ],
      [{ id: 'admin', name: admin.name, role: 'admin', login: admin.login }, ...parts.people],
    ),
    ...block(
      'feeds',
      [
        connect.kind === 'http'
          ? 'Who sends events to us. Its token is in `tokens/` of the data folder.'
          : 'The telephone system. `queues` and `agents` name its own names and our ids; the secret is in a file beside this one.',
      ],
      [feedOf(draft, parts)],
    ),
    ...block('boards', ['What a wall shows: /wall/floor'], [board]),
    ...block('rules', ['What must not be forgotten. `limit` runs from `start` to `stop`.'], [rule()]),
  ]
  return `${lines.join('\n')}\n`
}
