import type { AuditAction } from '#core/access/audit-actions.ts'
import type { Does } from './acts.ts'
import { linkActs } from './link-acts.ts'
import { officeActs } from './office-acts.ts'
import { pbxActs } from './pbx-acts.ts'
import { signInActs } from './sign-in-acts.ts'

/** Every act that is put on record, done as it is done; a new one fails until it stands here. */
export const auditedActs: Readonly<Record<AuditAction, Does>> = {
  ...signInActs,
  ...officeActs,
  ...linkActs,
  ...pbxActs,
}
