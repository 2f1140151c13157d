import { agentsOf } from '#core/site/site-agents.ts'
import type { FeedConfig, Site } from '#core/site/site-schema.ts'
import { createPbxNames, extensionOf } from '#server/connectors/asterisk/mapping/names.ts'
import { closest } from './closest.ts'
import type { PbxFinding } from './pbx-finding.ts'
import type { PbxMember, PbxQueue } from './read-queues.ts'

const MOST_NAMED = 20

type Found = Pick<PbxFinding, 'level' | 'path' | 'text'>

/** What a PBX has and the site file does not, and the other way round: names are compared as both write them. */
export function mappingFindings(
  site: Site,
  feed: FeedConfig,
  { queues, members }: { readonly queues: readonly PbxQueue[]; readonly members: readonly PbxMember[] },
): PbxFinding[] {
  const index = site.feeds.indexOf(feed)
  const found = [...queueFindings(site, feed, index, queues), ...memberFindings(site, feed, index, members)]
  return found.map((one) => ({ ...one, about: `feed ${feed.id}` }))
}

function queueFindings(site: Site, feed: FeedConfig, index: number, queues: readonly PbxQueue[]): Found[] {
  const path = ['feeds', index, 'queues']
  const names = createPbxNames(feed.id, feed.queues ?? {}, {})
  const known = new Set(site.queues.map(({ id }) => id))
  const strange = queues.filter(({ name }) => !known.has(names.queueId(name)))
  const there = new Set(queues.map(({ name }) => name))
  const absent = Object.keys(feed.queues ?? {}).filter((name) => !there.has(name))
  const free = strange.map(({ name }) => name)
  return [
    ...emptyQueues(site, new Set(queues.map(({ name }) => names.queueId(name))), path),
    ...absent.map((name): Found => {
      const meant = closest(name, free)
      const hint =
        meant === null ? `it has ${list([...there])}` : `is "${meant}" meant, which is mapped to nothing?`
      return { level: 'warning', path: [...path, name], text: `the PBX has no queue "${name}": ${hint}` }
    }),
    ...(strange.length === 0
      ? [
          {
            level: 'good',
            path,
            text: `each of its ${queues.length} queues is one of the site file`,
          } as const,
        ]
      : [
          {
            level: 'warning',
            path,
            text: `the PBX has queues that the site file does not: ${list(strange.map(queueText))}. Add each to "queues" and to a board, under its own name or by "queues: { "${strange[0]!.name}": ID }" of this feed`,
          } as const,
        ]),
  ]
}

/** Queues of the site file that this PBX does not fill; where other feeds may, only if it fills none at all. */
function emptyQueues(site: Site, filled: ReadonlySet<string>, path: Found['path']): Found[] {
  const empty = site.queues.map(({ id }) => id).filter((id) => !filled.has(id))
  if (empty.length === 0 || (site.feeds.length > 1 && empty.length < site.queues.length)) return []
  const text = `the PBX has no queue for ${list(empty)} of the site file: what is shown of them stays empty. A realtime queue is found where "queues" of this feed names it`
  return [{ level: 'warning', path, text }]
}

function queueText({ name, serviceLevel }: PbxQueue): string {
  return serviceLevel === null || serviceLevel === 0
    ? `"${name}"`
    : `"${name}" (service level ${serviceLevel} s)`
}

function memberFindings(site: Site, feed: FeedConfig, index: number, members: readonly PbxMember[]): Found[] {
  const path = ['feeds', index, 'agents']
  const names = createPbxNames(feed.id, {}, feed.agents ?? {})
  const known = new Set([...agentsOf(site), ...Object.values(feed.agents ?? {})])
  const byInterface = new Map(members.map((member) => [member.interface, member]))
  const strange = [...byInterface.values()].filter((member) => !known.has(names.agentId(member.interface)))
  const absent = Object.keys(feed.agents ?? {}).filter((name) => !byInterface.has(name))
  const free = strange.map((member) => member.interface)
  const meant = absent.flatMap((name) => {
    const other = free.find((one) => extensionOf(one) === extensionOf(name)) ?? closest(name, free)
    return other === null ? [] : [{ name, other }]
  })
  const away = absent.filter((name) => !meant.some((one) => one.name === name))
  return [
    ...meant.map(
      ({ name, other }): Found => ({
        level: 'warning',
        path: [...path, name],
        text: `no queue of the PBX has the member "${name}": is "${other}" meant, which stands for nobody?`,
      }),
    ),
    ...(away.length === 0
      ? []
      : [
          {
            level: 'warning',
            path,
            text: `no queue of the PBX has ${list(away.map((name) => `"${name}"`))} now: right for members who sign in and out, else misspelt`,
          } as const,
        ]),
    ...(strange.length === 0
      ? [{ level: 'good', path, text: `each of its ${byInterface.size} members is known` } as const]
      : [
          {
            level: 'warning',
            path,
            text: `the PBX has members that stand for nobody: ${list(strange.map(memberText))}. Map each by "agents: { "${free[0]}": ID }" of this feed, where ID is a person's "agent"`,
          } as const,
        ]),
  ]
}

const memberText = (member: PbxMember) => `"${member.interface}" (${member.name})`

function list(texts: readonly string[]): string {
  if (texts.length === 0) return 'none'
  const rest = texts.length - MOST_NAMED
  return [...texts.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
