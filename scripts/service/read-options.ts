import { parseArgs } from 'node:util'
import { SERVICE, type UnitPart, unitParts } from './unit.ts'

export interface ServiceOptions {
  readonly part: UnitPart
  readonly user: string
  /** Only below this folder is written, and no command is run: for an image or a package. */
  readonly below: string | null
  readonly isWritten: boolean
  readonly isUninstall: boolean
}

export const SERVICE_USAGE =
  'npm run install-service -- [--write] [--uninstall] [--part all|server|workers] [--user NAME] [--below FOLDER]'

const isPart = (text: string): text is UnitPart => unitParts.some((part) => part === text)

/** Reads the command line. Text: what is wrong with it. */
export function readOptions(args: readonly string[]): ServiceOptions | string {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(args).values
  } catch (error) {
    return (error as Error).message
  }
  const { part = 'all', user = SERVICE, below } = values
  if (!isPart(part)) return `--part must be one of ${unitParts.join(', ')} (is "${part}")`
  // What useradd takes, too.
  if (!/^[a-z_][a-z\d_-]{0,31}$/.test(user))
    return `--user must be the name of an account in small letters (is "${user}")`
  if (user === 'root') return '--user must not be root: PostgreSQL refuses it, and nothing of Huiyin needs it'
  return {
    ...{ part, user, below: below ?? null },
    isWritten: values.write === true,
    isUninstall: values.uninstall === true,
  }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      write: { type: 'boolean' },
      uninstall: { type: 'boolean' },
      part: { type: 'string' },
      user: { type: 'string' },
      below: { type: 'string' },
    },
  })
