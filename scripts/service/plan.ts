import { environmentText } from './environment-text.ts'
import type { ServiceOptions } from './read-options.ts'
import { dataFolder, environmentFile, SERVICE, unitName, unitText } from './unit.ts'

/** A file that is written. */
export interface PlannedFile {
  readonly path: string
  readonly mode: number
  readonly text: string
  /** What is there already stays: it is the operator's. */
  readonly isKept: boolean
}

/** A program and its arguments. */
export type ServiceCommand = readonly string[]

/** What an installation, or its end, would do to this machine, in this order. */
export interface ServicePlan {
  readonly before: readonly ServiceCommand[]
  readonly files: readonly PlannedFile[]
  readonly removed: readonly string[]
  readonly after: readonly ServiceCommand[]
  /** What to tell afterwards. */
  readonly notes: readonly string[]
}

export interface Machine {
  readonly root: string
  readonly node: string
  readonly hasAccount: (user: string) => boolean
  /** Null: there is no environment file yet. */
  readonly environment: string | null
}

const unitFile = (part: ServiceOptions['part']) => `/etc/systemd/system/${unitName(part)}`

/** Whether the environment says a port below 1024, which an account of its own may not take by itself. */
function hasLowPort(environment: string | null): boolean {
  const port = /^PORT=["']?(\d+)/m.exec(environment ?? '')?.[1]
  return port !== undefined && Number(port) > 0 && Number(port) < 1024
}

export function planService({ part, user, isUninstall }: ServiceOptions, machine: Machine): ServicePlan {
  const name = unitName(part)
  if (isUninstall)
    return {
      before: [['systemctl', 'disable', '--now', name]],
      files: [],
      removed: [unitFile(part)],
      after: [['systemctl', 'daemon-reload']],
      notes: [
        `${dataFolder}, /etc/${SERVICE} and the account "${user}" stay: they hold what was recorded, its keys and its settings.`,
      ],
    }
  const { root, node, environment } = machine
  const unit = unitText({ part, root, node, user, hasLowPort: hasLowPort(environment) })
  const account = ['useradd', '--system', '--user-group', '--no-create-home', '--home-dir', dataFolder]
  return {
    before: machine.hasAccount(user) ? [] : [[...account, '--shell', '/usr/sbin/nologin', user]],
    files: [
      { path: unitFile(part), mode: 0o644, text: unit, isKept: false },
      // Read by systemd itself; it may hold the stores' passwords.
      { path: environmentFile, mode: 0o600, text: environmentText(part), isKept: true },
    ],
    removed: [],
    after: [
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', name],
      ...(part === 'all' ? [['systemctl', 'restart', name]] : []),
    ],
    notes: [
      part === 'all'
        ? `What it says, the address and the assistant's code at a first start: journalctl -u ${name} -f`
        : `Set REDIS_URL and DATABASE_URL in ${environmentFile}, bring secrets.json of the first machine there (install -d -o ${user} -m 0750 ${dataFolder} && install -o ${user} -m 0600 secrets.json ${dataFolder}/), then: systemctl start ${name}`,
      `Settings: ${environmentFile}. After "git pull" run this again.`,
      `doctor and site: sudo -u ${user} env HUIYIN_DATA_DIR=${dataFolder} npm run doctor`,
    ],
  }
}
