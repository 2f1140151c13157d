import type { Member } from './member.ts'
import { bareInterface, deviceOf, extensionOf } from './names.ts'

/** The members that are known, found by their interface or by a channel of their phone. */
export interface Members {
  byInterface(name: string): Member | undefined
  byAgent(agent: string): Member | undefined
  /** The only member of a name. */
  byName(name: string): Member | undefined
  /** The member to whose phone a channel belongs: by interface, by state interface, else by the extension of either. */
  byChannel(channel: string): Member | undefined
  add(member: Member): void
  all(): Iterable<Member>
}

export function createMembers(): Members {
  const byInterface = new Map<string, Member>()
  const byAgent = new Map<string, Member>()

  function byChannel(channel: string): Member | undefined {
    const device = deviceOf(channel)
    const extension = extensionOf(device)
    let byExtension: Member | undefined
    let byHint: Member | undefined
    for (const member of byInterface.values()) {
      if (bareInterface(member.interface) === device || member.stateInterface === device) return member
      if (extension === undefined) continue
      if (extensionOf(member.interface) === extension) byExtension = member
      else if (extensionOf(member.stateInterface) === extension) byHint = member
    }
    return byExtension ?? byHint
  }

  return {
    byInterface: (name) => byInterface.get(name),
    byAgent: (agent) => byAgent.get(agent),
    byName(name) {
      const named = [...byInterface.values()].filter((member) => member.name === name)
      return named.length === 1 ? named[0] : undefined
    },
    byChannel,
    add(member) {
      byInterface.set(member.interface, member)
      byAgent.set(member.id, member)
    },
    all: () => byInterface.values(),
  }
}
