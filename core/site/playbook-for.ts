import type { Playbook } from './page-schema.ts'

/** The playbook of a case: that of its kind and cause, else that of its kind, else none. */
export function playbookFor(
  playbooks: readonly Playbook[],
  kind: string,
  cause: string | null,
): Playbook | null {
  const ofKind = playbooks.filter((playbook) => playbook.kind === kind)
  return (
    ofKind.find((playbook) => playbook.cause !== undefined && playbook.cause === cause) ??
    ofKind.find((playbook) => playbook.cause === undefined) ??
    null
  )
}
