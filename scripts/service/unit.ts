import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MALLOC, MEMORY } from '../start/own-processes.ts'

/** What a unit runs: all of Huiyin as `npm start` does, or one part on given stores. */
export const unitParts = ['all', 'server', 'workers'] as const
export type UnitPart = (typeof unitParts)[number]

export interface UnitOptions {
  readonly part: UnitPart
  /** Absolute folder of the checkout. */
  readonly root: string
  /** The Node that runs it. */
  readonly node: string
  /** Account and group that it runs as. */
  readonly user: string
  /** It listens on a port below 1024. */
  readonly hasLowPort: boolean
}

/** Name of the data folder below /var/lib, and of the folder below /etc that holds the environment. */
export const SERVICE = 'huiyin'
export const dataFolder = `/var/lib/${SERVICE}`
export const environmentFile = `/etc/${SERVICE}/${SERVICE}.env`

export const unitName = (part: UnitPart) => `${SERVICE}${part === 'all' ? '' : `-${part}`}.service`

/** A word of a command line: systemd reads `%` in it, and spaces end it. */
function word(text: string): string {
  const plain = text.replaceAll('%', '%%')
  return /[\s"'\\]/.test(plain) ? `"${plain.replace(/["\\]/g, '\\$&')}"` : plain
}

/** In all words but the program's own name `$` begins a variable. */
const command = ([program, ...rest]: readonly string[]) =>
  [word(program!), ...rest.map((one) => word(one).replaceAll('$', '$$$$'))].join(' ')

const titles: Record<UnitPart, string> = {
  all: 'Huiyin, the live call-centre floor',
  server: 'Huiyin, one server',
  workers: 'Huiyin, one set of workers',
}

/** The stores are waited for, where this machine has them; units that are not there are no hindrance. */
const STORES = 'redis-server.service valkey-server.service redis.service valkey.service postgresql.service'

function runs({ part, root, node }: UnitOptions): string[] {
  const own = (script: string) => join(root, script)
  if (part === 'all')
    return [
      `ExecStart=${command([node, '--disable-warning=ExperimentalWarning', own('scripts/start/main.ts')])}`,
    ]
  const malloc = Object.entries(MALLOC).map(([name, value]) => `Environment=${name}=${value}`)
  return [
    'Environment=NODE_ENV=production',
    `Environment=NODE_COMPILE_CACHE=${dataFolder}/compiled`,
    ...malloc,
    `ExecStart=${command([node, ...MEMORY, own('scripts/start/part.ts'), part])}`,
  ]
}

/**
 * What it may not do: everything but reading files, writing its data folder, and the network. MemoryDenyWriteExecute
 * is not among it, because Node compiles while it runs; ProtectHome is read-only, because a checkout may lie there.
 */
function hardening({ hasLowPort }: UnitOptions): string[] {
  const capability = hasLowPort ? 'CAP_NET_BIND_SERVICE' : ''
  return [
    'NoNewPrivileges=yes',
    `CapabilityBoundingSet=${capability}`,
    `AmbientCapabilities=${capability}`,
    'ProtectSystem=strict',
    'ProtectHome=read-only',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    // A user namespace of its own would take the one capability away.
    ...(hasLowPort ? [] : ['PrivateUsers=yes']),
    'ProtectProc=invisible',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelLogs=yes',
    'ProtectControlGroups=yes',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    // Netlink tells the machine's own addresses, which stand in what the start prints.
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallErrorNumber=EPERM',
    'UMask=0077',
  ]
}

/** The text of a unit (docs/decisions/0044): one service that starts with the machine, ends in order, and comes back. */
export function unitText(options: UnitOptions): string {
  const { part, root, user } = options
  return `${[
    '# Written by "npm run install-service" of Huiyin; it writes it anew. Your own settings: systemctl edit, and',
    `# ${environmentFile}`,
    '[Unit]',
    `Description=${titles[part]}`,
    `Documentation=${pathToFileURL(join(root, 'docs/deployment.md')).href.replaceAll('%', '%%')}`,
    'Wants=network-online.target',
    `After=network-online.target time-sync.target ${STORES}`,
    '',
    '[Service]',
    'Type=exec',
    `User=${user}`,
    `Group=${user}`,
    `StateDirectory=${SERVICE}`,
    'StateDirectoryMode=0750',
    `WorkingDirectory=${root.replaceAll('%', '%%')}`,
    `Environment=HUIYIN_DATA_DIR=${dataFolder}`,
    `EnvironmentFile=-${environmentFile}`,
    ...runs(options),
    '# A start that was refused is tried again: what it waits for may come up later.',
    'Restart=on-failure',
    'RestartSec=10',
    '# It ends its parts itself, the stores last; each has 15 s.',
    'KillMode=mixed',
    'TimeoutStopSec=90',
    '# A part that the kernel ended for its memory is started again by the others.',
    'OOMPolicy=continue',
    'LimitNOFILE=65536',
    '',
    ...hardening(options),
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ].join('\n')}\n`
}
