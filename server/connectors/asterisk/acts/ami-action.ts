/** One AMI action of an act; `about`: the queue that it concerns, by which a refusal names it, or empty. */
export interface AmiAction {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly about: string
}

/** What an act means at the PBX, or why it is not sent there. */
export type PlannedAct =
  | { readonly ok: true; readonly actions: readonly AmiAction[] }
  | { readonly ok: false; readonly message: string }

export const unplanned = (message: string): PlannedAct => ({ ok: false, message })
