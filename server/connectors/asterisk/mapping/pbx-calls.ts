import type { PbxCall } from './pbx-call.ts'

/** The callers that are known, found by the Uniqueid of any of their channels or by their Linkedid. */
export interface PbxCalls {
  /** By a channel that speaks for the caller. */
  byChannel(uniqueid: string): PbxCall | undefined
  /** By a Linkedid: the caller whose own channel gave it its name, else one that joined with it. */
  byLinkedid(linkedid: string): PbxCall | undefined
  add(caller: PbxCall): void
  alias(caller: PbxCall, uniqueid: string): void
  /** The Linkedid of a caller whom only a list told of, which does not say it. */
  link(caller: PbxCall, linkedid: string): void
  /** The caller's own channel is gone: to be forgotten once nothing of it is open. */
  gone(caller: PbxCall): void
  /** Forgets the gone ones of whom nothing is open. */
  sweep(): void
  all(): Iterable<PbxCall>
  readonly size: number
}

export function createPbxCalls(): PbxCalls {
  const byUniqueid = new Map<string, PbxCall>()
  const channels = new Map<string, PbxCall>()
  const linked = new Map<string, PbxCall>()
  const going = new Set<PbxCall>()

  function remove(caller: PbxCall): void {
    byUniqueid.delete(caller.uniqueid)
    channels.delete(caller.uniqueid)
    for (const uniqueid of caller.aliases) channels.delete(uniqueid)
    if (linked.get(caller.linkedid) === caller) linked.delete(caller.linkedid)
    going.delete(caller)
  }

  return {
    byChannel: (uniqueid) => channels.get(uniqueid),
    byLinkedid: (linkedid) => channels.get(linkedid) ?? linked.get(linkedid),
    add(caller) {
      byUniqueid.set(caller.uniqueid, caller)
      channels.set(caller.uniqueid, caller)
      if (!linked.has(caller.linkedid)) linked.set(caller.linkedid, caller)
    },
    alias(caller, uniqueid) {
      caller.aliases.add(uniqueid)
      channels.set(uniqueid, caller)
    },
    link(caller, linkedid) {
      if (linked.get(caller.linkedid) === caller) linked.delete(caller.linkedid)
      caller.linkedid = linkedid
      if (!linked.has(linkedid)) linked.set(linkedid, caller)
    },
    gone(caller) {
      caller.gone = true
      going.add(caller)
    },
    sweep() {
      for (const caller of going) if (caller.stage.is === 'apart' && !caller.seekingAnswer) remove(caller)
    },
    all: () => byUniqueid.values(),
    get size() {
      return byUniqueid.size
    },
  }
}
